/** A file far larger than what is kept of it: the app reads it piece by piece, says how far it is, and stops at once. */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, Page } from '@playwright/test';
import { chain } from '../../core/testing/networks.ts';
import { expect, test } from '../hosts.ts';
import { Editor } from '../pages/editor.ts';

const SIZE = 300e6;
const MEGABYTE = 1024 ** 2;
/** What the browser's processes may take beyond what they had: pieces on their way, and room that was theirs once. */
const ROOM = 200 * MEGABYTE;

/** Some 140,000 rows of 300 numbers and a class. */
function largeTable(file: string): number {
  const some = Array.from({ length: 300 }, (_, row) =>
    Array.from({ length: 300 }, (_, at) => (Math.sin(row * 31 + at) * 9).toFixed(4)).join(','),
  );
  const place = openSync(file, 'w');
  let bytes = writeSync(place, `${Array.from({ length: 300 }, (_, at) => `f${at}`).join(',')},label\n`);
  let rows = 0;
  while (bytes < SIZE) {
    const block = Array.from({ length: 1000 }, () => `${some[rows % 300]},${'abc'[rows++ % 3]}\n`);
    bytes += writeSync(place, block.join(''));
  }
  closeSync(place);
  return rows;
}

test.use({ v8Flags: ['--expose-gc'] });

/** What all processes of a browser held, in bytes, and what each kind of them did. */
interface Held {
  readonly bytes: number;
  readonly of: Readonly<Record<string, number>>;
}

/**
 * Watches the memory of all processes of a browser, as Linux tells it. Each look is preceded by a collection of garbage:
 * how long that is left lying tells of the machine, not of what is read.
 *
 * @returns what they hold now, and a function that ends the watch and tells the most they held during it
 */
async function watchMemory(page: Page): Promise<{ before: Held; end(): Promise<Held> }> {
  const session = await (page.context().browser() as Browser).newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const look = async (): Promise<Held> => {
    await Promise.all([page.evaluate('gc()'), ...page.workers().map((worker) => worker.evaluate('gc()'))]);
    const of: Record<string, number> = {};
    for (const { id, type } of processInfo) of[type] = (of[type] ?? 0) + heldBy(id);
    return { bytes: Object.values(of).reduce((sum, bytes) => sum + bytes, 0), of };
  };
  const before = await look();
  let most = before;
  let watching = true;
  const watch = (async () => {
    while (watching) {
      // A worker may end while it is asked.
      const found = await look().catch(() => most);
      if (found.bytes > most.bytes) most = found;
      await wait(200);
    }
  })();
  return {
    before,
    async end() {
      watching = false;
      await watch;
      return most;
    },
  };
}

function heldBy(process: number): number {
  try {
    // Pages of the program that files back are shared, and none of its data.
    const status = readFileSync(`/proc/${process}/status`, 'utf8');
    return (
      1024 * ['RssAnon', 'RssShmem'].reduce((sum, name) => sum + Number(status.match(`${name}:\\s+(\\d+)`)?.[1]), 0)
    );
  } catch {
    return 0;
  }
}

test('ten columns of a csv of 300 MB are learnt from in the memory of ten columns', {
  tag: '@long',
}, async ({ host }) => {
  test.skip(process.platform !== 'linux', 'only Linux tells so much of a process');
  test.setTimeout(240_000);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'gradwire-large-'));
  const file = path.join(folder, 'large.csv');
  const total = largeTable(file);
  const features = Array.from({ length: 10 }, (_, at) => `f${at * 30}`);
  const project = {
    ...{ format: 'gradwire', version: 1, name: 'Large' },
    graph: chain(10, [['linear1', 'linear', { units: 3 }]], ['loss', 'crossEntropy']),
    data: { source: { kind: 'table', path: 'large.csv', features, target: 'label' } },
  };

  // With a profile of its own, whose files lie on the disk; one that forgets would keep them in memory.
  const { page } = await host.launch({ query: '?new&lang=en' });
  const editor = new Editor(page);
  await editor.shown();
  const { data } = editor;
  await editor.drop('large.gradwire', JSON.stringify(project));
  await expect(editor.notices.filter({ hasText: 'Opened large.gradwire.' })).toBeVisible();
  await editor.tab('data').click();
  await expect(data.root).toContainText("The file 'large.csv' is not here.");
  // Without its dialog of the system, which a test cannot answer, the page asks by an input.
  await page.evaluate(() => Object.assign(window, { showOpenFilePicker: undefined }));
  const choose = async () => {
    const chooser = page.waitForEvent('filechooser');
    await data.file.click();
    await (await chooser).setFiles(file);
  };
  const memory = await watchMemory(page);

  await test.step('while it is looked into one sees how far that is, and can stop it', async () => {
    await choose();
    const bar = data.root.getByRole('progressbar', { name: 'Reading large.csv' });
    await expect(bar).toBeVisible();
    await expect.poll(async () => Number(await bar.getAttribute('value'))).toBeGreaterThan(20e6);
    const stopped = Date.now();
    await data.cancel.click();
    await expect(editor.notices.filter({ hasText: "Reading 'large.csv' was cancelled." }).first()).toBeVisible();
    expect(Date.now() - stopped).toBeLessThan(3000);
    await expect(bar).toHaveCount(0);
  });

  await test.step('it is read for the columns that the project names', async () => {
    await choose();
    const sum = async () => {
      const parts = (['train', 'valid', 'test'] as const).map((part) => data.rowCount(part).textContent());
      return (await Promise.all(parts)).reduce((all, text) => all + Number(text?.replaceAll(',', '')), 0);
    };
    await expect(data.rowCount('train')).toBeVisible({ timeout: 120_000 });
    expect(await sum()).toBe(total);
    await expect(data.column('f30').getByRole('checkbox')).toBeChecked();
    await expect(data.column('f31').getByRole('checkbox')).not.toBeChecked();
  });

  const { before } = memory;
  const most = await memory.end();
  const megabytes = ({ of }: Held) =>
    Object.entries(of).map(([type, bytes]) => `${type} ${Math.round(bytes / MEGABYTE)} MB`);
  console.log(`before: ${megabytes(before).join(', ')}; at most: ${megabytes(most).join(', ')}`);
  expect(most.bytes - before.bytes).toBeLessThan(total * 11 * 4 + ROOM);
  rmSync(folder, { recursive: true });
});
