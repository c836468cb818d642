/** What a crash leaves behind is offered when the app is opened again. */
import type { Page } from '@playwright/test';
import { expect, type Host, test } from '../hosts.ts';
import { Editor } from '../pages/editor.ts';

async function launch(host: Host, query: string): Promise<{ editor: Editor; kill(): Promise<void> }> {
  const { page, kill } = await host.launch({ query: `${query}&lang=en` });
  const editor = new Editor(page);
  await editor.shown();
  return { editor, kill };
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
