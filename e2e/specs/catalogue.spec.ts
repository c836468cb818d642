/** Published data sets: downloaded by the host from a server that stands in for their publishers, good and bad. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { honest, irisBytes, type Mirror, stalled, startMirror } from '../../node/testing/mirror.ts';
import { refusal, request } from '../hosts/page.ts';
import { expect, test } from '../hosts.ts';

let mirror: Mirror;
let folder = '';
test.beforeEach(async () => {
  mirror = await startMirror(honest(irisBytes));
  folder = mkdtempSync(path.join(os.tmpdir(), 'gradwire-data-'));
  // Read by the host's process alone: the server of the browser's page runs in this one, the desktop inherits them.
  process.env.GRADWIRE_MIRROR = mirror.address;
  process.env.GRADWIRE_DATA = folder;
});
test.afterEach(() => {
  delete process.env.GRADWIRE_MIRROR;
  delete process.env.GRADWIRE_DATA;
  mirror.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a data set is downloaded from the start page, used, saved, and there again without the network', async ({
  openEditor,
  host,
}) => {
  const editor = await openEditor('?lang=en');
  const { start, catalogue, data, bar, dialogs, page, problems } = editor;
  await start.catalogue.click();
  await expect(catalogue.entry('iris')).toContainText('CC BY 4.0');
  await catalogue.button('iris', 'download').click();
  await catalogue.button('iris', 'use').waitFor();
  mirror.close();
  await catalogue.button('iris', 'use').click();
  await expect(dialogs.open).toHaveCount(0);
  await expect(data.rowCount('train')).toHaveText('120');
  await expect(bar.project).toHaveValue('Iris');
  await bar.train.click();
  await expect.poll(() => bar.epochs(), { timeout: 30_000 }).toBe(60);
  await bar.rests();
  await expect.poll(async () => Number(await bar.accuracy.textContent())).toBeGreaterThan(0.9);
  await host.chooseFile(page, 'iris.gradwire');
  await bar.choose('file', 'saveAs');
  await expect(bar.dirty).toHaveCount(0);

  await bar.choose('file', 'start');
  await start.open.click();
  await editor.tab('data').click();
  await expect(data.rowCount('train')).toHaveText('120');
  await editor.tab('problems').click();
  await expect(problems.locator('.problem')).toHaveCount(0);
});

test('a download shows how far it is, is cancelled, goes on from there, and is deleted', async ({ openEditor }) => {
  const editor = await openEditor();
  const { catalogue } = editor;
  await editor.tab('data').click();
  await editor.data.view('catalogue').click();
  mirror.answer = stalled(irisBytes, 1000);
  await catalogue.button('iris', 'download').click();
  await expect(catalogue.entry('iris')).toContainText('1.00 kB of 4.55 kB');
  await expect(catalogue.entry('iris').getByRole('progressbar')).toHaveAttribute('value', '1000');
  await catalogue.button('iris', 'cancel').click();
  await expect(catalogue.entry('iris')).toContainText('1.00 kB of 4.55 kB are here');
  await expect(catalogue.problem('iris')).toHaveCount(0);

  mirror.answer = honest(irisBytes);
  await expect(catalogue.button('iris', 'download')).toHaveText('Resume');
  await catalogue.button('iris', 'download').click();
  await catalogue.button('iris', 'use').waitFor();
  expect(mirror.ranges).toEqual([undefined, 'bytes=1000-']);

  await catalogue.button('iris', 'use').click();
  await expect(editor.data.rowCount('train')).toHaveText('120');
  await editor.data.view('catalogue').click();
  await expect(catalogue.entry('iris')).toContainText('in use');
  await expect(catalogue.button('iris', 'remove')).toBeDisabled();
  await editor.bar.undo.click();
  await editor.data.view('catalogue').click();
  await catalogue.button('iris', 'remove').click();
  await expect(catalogue.button('iris', 'download')).toHaveText('Download');
});

test('what a server serves in place of the data is told and not kept, and the next try may be good', async ({
  openEditor,
}) => {
  const editor = await openEditor();
  const { catalogue } = editor;
  await editor.bar.choose('file', 'catalogue');
  const download = () => catalogue.button('iris', 'download').click();
  mirror.answer = (_, response) => response.end(new Uint8Array(irisBytes.length));
  await download();
  await expect(catalogue.problem('iris')).toContainText('its checksum is wrong');
  mirror.answer = (_, response) => response.end(new Uint8Array(irisBytes.length + 1));
  await download();
  await expect(catalogue.problem('iris')).toContainText('4552 bytes, more than the file has');
  mirror.answer = (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/iris.data' }).end();
  await download();
  await expect(catalogue.problem('iris')).toContainText('bad port');
  await expect(catalogue.button('iris', 'download')).toHaveText('Download');
  mirror.answer = honest(irisBytes);
  await download();
  await catalogue.button('iris', 'use').waitFor();
  await expect(catalogue.problem('iris')).toHaveCount(0);
});

test('a project whose data set is not on this machine says which, and reads it once it is', async ({
  openEditor,
  host,
}) => {
  const editor = await openEditor('?lang=en');
  const project = {
    format: 'gradwire',
    version: 1,
    graph: { blocks: [{ id: 'input', type: 'input', params: { features: 4 } }], wires: [] },
    data: { source: { kind: 'table', path: 'catalogue:iris/iris.data', target: '4' } },
  };
  await host.chooseFile(editor.page, 'shared.gradwire', new TextEncoder().encode(JSON.stringify(project)));
  await editor.start.open.click();
  await editor.tab('data').click();
  await expect(editor.data.root).toContainText("The data set 'iris' of the catalogue is not on this machine.");
  await editor.data.view('catalogue').click();
  await editor.catalogue.button('iris', 'download').click();
  await expect(editor.catalogue.entry('iris')).toContainText('in use');
  await editor.data.view('table').click();
  await expect(editor.data.rowCount('train')).toHaveText('120');
});

test('the page cannot say what is downloaded or read but by an id of the catalogue', async ({ page, hostName }) => {
  test.skip(hostName === 'browser', 'tested with the server itself');
  for (const [name, argument] of [
    ['catalogue:fetch', { id: 'http://127.0.0.1/iris.data' }],
    ['catalogue:remove', { id: '..' }],
    ['catalogue:read', { id: 'iris', file: '../../secret' }],
  ] as const) {
    expect(await refusal(page, name, argument)).toContain('id');
  }
  expect(await request(page, 'catalogue:read', { id: 'iris', file: 'other' })).toMatchObject({ fault: 'notAllowed' });
  expect(mirror.ranges).toEqual([]);
});
