/** What a crash leaves behind is offered when the app is opened again. */
import type { Page } from '@playwright/test';
import { unwrap } from '../../core/problem.ts';
import { readModel, writeModel } from '../../core/project/model.ts';
import { classifier } from '../../core/testing/networks.ts';
import { modelOf } from '../../core/testing/trained.ts';
import { expect, type Host, test } from '../hosts.ts';
import { Editor } from '../pages/editor.ts';
import { project } from '../problems/way.ts';

async function launch(host: Host, query: string): Promise<{ editor: Editor; kill(): Promise<void> }> {
  const { page, kill } = await host.launch({ query: `${query}&lang=en` });
  const editor = new Editor(page);
  await editor.shown();
  return { editor, kill };
}

/** The weights as they are now, bit for bit. */
async function savedWeights(host: Host, { bar, page }: Editor) {
  const bytes = await host.fileFrom(page, () => bar.choose('file', 'saveModel'));
  return unwrap(readModel(bytes, 'model')).weights;
}

/** The drafts that the host keeps now, as project files. */
function drafts(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    if (window.gradwire) return (await window.gradwire.request('draft:list')).map(({ text }) => text);
    // Opening what the app has not made yet would make it, empty, in the app's place.
    if (!(await indexedDB.databases()).some(({ name }) => name === 'gradwire-drafts')) return [];
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('gradwire-drafts');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    return new Promise<string[]>((resolve) => {
      const reading = database.transaction('drafts').objectStore('drafts').getAll();
      reading.onsuccess = () => resolve(reading.result.map(({ text }) => text));
    });
  });
}

test('unsaved work outlives a crash, and is gone once it is discarded', async ({ host }) => {
  const first = await launch(host, '?new');
  await first.editor.palette.append('input');
  await first.editor.palette.append('linear');
  await first.editor.bar.project.fill('Half done');
  await expect.poll(() => drafts(first.editor.page)).toEqual([expect.stringContaining('Half done')]);
  await first.kill();

  const second = await launch(host, '?');
  await expect(second.editor.start.draft).toContainText('Half done');
  await second.editor.start.restore.click();
  await expect(second.editor.bar.project).toHaveValue('Half done');
  expect(await second.editor.canvas.wiring()).toEqual(['input.x → linear1.x']);
  await expect(second.editor.bar.dirty).toBeVisible();
  await second.kill();

  const third = await launch(host, '?');
  await third.editor.start.discard.click();
  await expect(third.editor.start.draft).toHaveCount(0);
  await expect.poll(() => drafts(third.editor.page)).toHaveLength(0);
});

test('a file that was saved leaves no draft behind', async ({ host }) => {
  const first = await launch(host, '?new');
  const { editor } = first;
  await editor.palette.append('input');
  await expect.poll(() => drafts(editor.page)).toHaveLength(1);
  await host.chooseFile(editor.page, 'safe.gradwire');
  await editor.press('Control+s');
  await expect(editor.bar.dirty).toHaveCount(0);
  await expect.poll(() => drafts(editor.page)).toHaveLength(0);
  await first.kill();

  const second = await launch(host, '?');
  await expect(second.editor.start.recents.filter({ hasText: 'safe.gradwire' })).toBeVisible();
  await expect(second.editor.start.draft).toHaveCount(0);
});

test('work that is brought back has the weights that its project was saved with', async ({ host }) => {
  const first = await launch(host, '?example=xor');
  const { bar, page, training } = first.editor;
  await training.setPace('full');
  await training.setting('epochs').fill('5');
  await bar.trainTo(5);
  await host.chooseFile(page, 'trained.gradwire');
  await first.editor.press('Control+s');
  await expect(bar.dirty).toHaveCount(0);
  const trained = await savedWeights(host, first.editor);
  await bar.project.fill('Half done');
  await expect.poll(() => drafts(page)).toEqual([expect.stringContaining('Half done')]);
  await first.kill();

  const second = await launch(host, '?');
  await second.editor.start.restore.click();
  await expect(second.editor.bar.project).toHaveValue('Half done');
  expect(await savedWeights(host, second.editor)).toEqual(trained);
});

test('work that is open in a window is not offered in another', { tag: '@browser' }, async ({ host }) => {
  const { page } = await host.launch({ query: '?new&lang=en' });
  const first = new Editor(page);
  await first.palette.append('input');
  await expect.poll(() => drafts(page)).toHaveLength(1);
  const other = await page.context().newPage();
  await other.goto(page.url().replace('?new', '?'));
  const second = new Editor(other);
  await expect(second.start.recents.or(other.getByTestId('start-new')).first()).toBeVisible();
  await other.waitForTimeout(500);
  await expect(second.start.draft).toHaveCount(0);
  // Its window ends without having saved it.
  await page.close({ runBeforeUnload: false });
  await other.reload();
  await expect(second.start.draft).toHaveCount(1);
});

test('work that was never saved is brought back with the weights that it was given', async ({ host }) => {
  const first = await launch(host, '?new');
  const model = modelOf(classifier);
  await first.editor.drop('model.safetensors', writeModel(model));
  await expect(first.editor.bar.project).toHaveValue(model.project.name);
  await first.editor.bar.project.fill('Half done');
  await expect.poll(async () => (await drafts(first.editor.page)).length).toBe(1);
  await first.kill();

  const second = await launch(host, '?');
  await second.editor.start.restore.click();
  await expect(second.editor.bar.project).toHaveValue('Half done');
  expect(await savedWeights(host, second.editor)).toEqual(model.weights);
});

test('work that is brought back does not overwrite what somebody else has saved meanwhile', async ({ host }) => {
  const first = await launch(host, '?example=xor');
  const { bar, notices, page } = first.editor;
  await host.chooseFile(page, 'shared.gradwire');
  await first.editor.press('Control+s');
  await expect(notices.filter({ hasText: 'Saved as shared.gradwire.' })).toBeVisible();
  await bar.project.fill('Mine');
  await expect.poll(() => drafts(page)).toEqual([expect.stringContaining('Mine')]);
  await host.chooseFile(page, 'shared.gradwire', new TextEncoder().encode(project({ name: 'Theirs' })));
  await first.kill();

  const second = await launch(host, '?');
  await second.editor.start.restore.click();
  await expect(second.editor.bar.project).toHaveValue('Mine');
  await second.editor.press('Control+s');
  await expect(second.editor.dialogs.title).toHaveText('Replace what somebody else has saved?');
});

test('data that were chosen before there was a network are brought back as unsaved work', async ({ host }) => {
  const first = await launch(host, '?new');
  await first.editor.bar.project.fill('Only data');
  await first.editor.tab('data').click();
  await first.editor.data.generator('spiral').click();
  await expect.poll(() => drafts(first.editor.page)).toEqual([expect.stringContaining('spiral')]);
  await first.kill();

  const second = await launch(host, '?');
  await second.editor.start.restore.click();
  await expect(second.editor.bar.project).toHaveValue('Only data');
  await expect(second.editor.bar.dirty).toBeVisible();
});

test('a project that is handed over while another one is being saved is not taken for it', { tag: '@browser' }, async ({
  host,
}) => {
  const { editor } = await launch(host, '?example=xor');
  const { bar, notices, page } = editor;
  await host.chooseFile(page, 'first.gradwire');
  await page.evaluate(() => {
    const pick = Reflect.get(window, 'showSaveFilePicker');
    const chosen = new Promise((resolve) => Object.assign(window, { choose: resolve }));
    Object.assign(window, { showSaveFilePicker: () => chosen.then(pick) });
  });
  await editor.press('Control+s');
  await editor.drop('other.gradwire', project({ name: 'Other' }));
  await expect(bar.project).toHaveValue('Other');
  await page.evaluate('choose()');
  await expect(notices.filter({ hasText: 'Saved as first.gradwire.' })).toBeVisible();
  await expect(bar.dirty).toHaveCount(0);
});

test('a draft that cannot be kept is told of, once', { tag: '@browser' }, async ({ host }) => {
  const { editor } = await launch(host, '?new');
  await editor.page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('', 'QuotaExceededError');
    };
  });
  const told = editor.notices.filter({ hasText: 'there is no space left' });
  await editor.palette.append('input');
  await expect(told).toHaveCount(1);
  await editor.dismissNotices();
  await editor.palette.append('linear');
  // Longer than a draft waits.
  await editor.page.waitForTimeout(2500);
  await expect(told).toHaveCount(0);
});
