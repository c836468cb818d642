/** What saving asks, so that no work is lost: neither this window's nor anybody else's. */
import { expect, test } from '../hosts.ts';
import { project } from '../problems/way.ts';

test('what was trained in a saved project is unsaved work; an example is trained and left', async ({
  host,
  openEditor,
}) => {
  const editor = await openEditor('?example=xor');
  const { bar, dialogs, page, start, stepper, training } = editor;
  await training.setPace('full');
  await training.setting('epochs').fill('5');
  await host.chooseFile(page, 'kept.gradwire');
  await editor.press('Control+s');
  await expect(bar.dirty).toHaveCount(0);
  await bar.trainTo(5);
  await expect(bar.dirty).toBeVisible();
  await bar.choose('file', 'start');
  await expect(dialogs.title).toHaveText('Save your changes?');
  await dialogs.save.click();
  await expect(start.newProject).toBeVisible();

  await start.recents.filter({ hasText: 'kept.gradwire' }).click();
  await expect(bar.project).toBeVisible();
  await expect(bar.dirty).toHaveCount(0);
  await bar.choose('file', 'start');
  await start.example('xor').click();
  await bar.firstEpoch();
  // The tape makes the weights that it was recorded with part of the document.
  await stepper.start.click();
  await expect(stepper.title).toBeVisible();
  await expect(bar.dirty).toHaveCount(0);
  await bar.reset.click();
  await expect(bar.dirty).toHaveCount(0);
  await bar.choose('file', 'start');
  await expect(start.newProject).toBeVisible();
  await expect(dialogs.open).toHaveCount(0);
});

test('opening the file that is open, with its unsaved work saved, shows that work', async ({ host, openEditor }) => {
  const editor = await openEditor('?example=xor');
  const { bar, dialogs, notices, page } = editor;
  await host.chooseFile(page, 'work.gradwire');
  await bar.project.fill('Old');
  await editor.press('Control+s');
  await expect(notices.filter({ hasText: 'Saved as work.gradwire.' })).toBeVisible();
  await bar.project.fill('New');
  await bar.choose('file', 'open');
  await dialogs.save.click();
  await expect(notices.filter({ hasText: 'Opened work.gradwire.' })).toBeVisible();
  await expect(bar.project).toHaveValue('New');
  await expect(bar.dirty).toHaveCount(0);
});

test('saves that follow each other closely ask nothing', async ({ host, openEditor }) => {
  const editor = await openEditor('?example=xor');
  const { bar, dialogs, notices, page } = editor;
  await host.chooseFile(page, 'often.gradwire');
  await editor.press('Control+s');
  await expect(notices.filter({ hasText: 'Saved as often.gradwire.' })).toBeVisible();
  await bar.firstEpoch();
  for (const name of ['One', 'Two', 'Three']) {
    await bar.project.fill(name);
    await editor.press('Control+s', 'Control+s');
  }
  await expect(bar.dirty).toHaveCount(0);
  await editor.dismissNotices();
  await editor.press('Control+s');
  await expect(notices.filter({ hasText: 'Saved as often.gradwire.' })).toBeVisible();
  await expect(dialogs.open).toHaveCount(0);
  await expect(bar.project).toHaveValue('Three');
});

test('rows that were typed by hand are saved with the project', async ({ host, openEditor }) => {
  const editor = await openEditor('?example=xor');
  const { bar, data, page, start } = editor;
  await host.chooseFile(page, 'rows.gradwire');
  await editor.press('Control+s');
  await expect(bar.dirty).toHaveCount(0);
  await editor.tab('data').click();
  await data.view('hand').click();
  await data.hand.add.click();
  await data.hand.cell(0, 1).fill('-0.1');
  await expect(bar.dirty).toBeVisible();
  await editor.press('Control+s');
  await expect(bar.dirty).toHaveCount(0);
  await bar.choose('file', 'start');
  await start.recents.filter({ hasText: 'rows.gradwire' }).click();
  await editor.tab('data').click();
  await data.view('hand').click();
  await expect(data.hand.cell(0, 1)).toHaveValue('-0.1');
  await expect(bar.dirty).toHaveCount(0);
});

test('a file that somebody else has saved since is not overwritten unasked', async ({ host, openEditor }) => {
  const editor = await openEditor('?example=xor');
  const { bar, dialogs, notices, page } = editor;
  const saveAs = async (name: string) => {
    await bar.project.fill(name);
    await editor.press('Control+s');
  };
  const saved = async (name: string) => {
    await expect(notices.filter({ hasText: `Saved as ${name}.` })).toBeVisible();
    await expect(bar.dirty).toHaveCount(0);
    await editor.dismissNotices();
  };
  await host.chooseFile(page, 'shared.gradwire');
  await saveAs('First');
  await saved('shared.gradwire');
  await saveAs('Second');
  await saved('shared.gradwire');

  await host.chooseFile(page, 'shared.gradwire', new TextEncoder().encode(project({ name: 'Theirs' })));
  await saveAs('Mine');
  await expect(dialogs.title).toHaveText('Replace what somebody else has saved?');
  await expect(dialogs.open).toContainText('shared.gradwire');
  await editor.press('Escape');
  await expect(dialogs.open).toHaveCount(0);
  await expect(bar.dirty).toBeVisible();
  await editor.press('Control+s');
  await dialogs.overwrite.click();
  await saved('shared.gradwire');
  await saveAs('Mine, again');
  await saved('shared.gradwire');

  await host.chooseFile(page, 'shared.gradwire', new TextEncoder().encode(project({ name: 'Theirs' })));
  await host.chooseFile(page, 'mine.gradwire');
  await saveAs('Mine, elsewhere');
  await dialogs.saveElsewhere.click();
  await saved('mine.gradwire');
  await expect(dialogs.open).toHaveCount(0);
});

test('nor are weights that were trained in another window', { tag: '@browser' }, async ({ host, openEditor }) => {
  const editor = await openEditor('?example=xor');
  await host.chooseFile(editor.page, 'shared.gradwire');
  await editor.press('Control+s');
  await expect(editor.bar.dirty).toHaveCount(0);

  const other = await editor.another('?');
  await other.start.recents.filter({ hasText: 'shared.gradwire' }).click();
  await other.bar.firstEpoch();
  await other.press('Control+s');
  await expect(other.bar.dirty).toHaveCount(0);

  await editor.page.bringToFront();
  await editor.bar.project.fill('Mine');
  await editor.press('Control+s');
  await expect(editor.dialogs.title).toHaveText('Replace what somebody else has saved?');
});

test('a project that is handed over while the file of another is looked at is not taken for it', {
  tag: '@browser',
}, async ({ host, openEditor }) => {
  const editor = await openEditor('?example=xor');
  const { bar, notices, page } = editor;
  const contentOf = (name: string) =>
    page.evaluate(async (name) => {
      const handle = await (await navigator.storage.getDirectory()).getFileHandle(name);
      return JSON.parse(await (await handle.getFile()).text()).name as string;
    }, name);
  await host.chooseFile(page, 'first.gradwire');
  await bar.project.fill('First');
  await editor.press('Control+s');
  await expect(notices.filter({ hasText: 'Saved as first.gradwire.' })).toBeVisible();
  await editor.dismissNotices();
  // A disk that takes its time.
  await page.evaluate(() => {
    const getFile = FileSystemFileHandle.prototype.getFile;
    const slow = new Promise<void>((resolve) => Object.assign(window, { goOn: resolve }));
    FileSystemFileHandle.prototype.getFile = function (this: FileSystemFileHandle) {
      return this.name === 'first.gradwire' ? slow.then(() => getFile.call(this)) : getFile.call(this);
    };
  });
  await editor.press('Control+s');
  await editor.drop('other.gradwire', project({ name: 'Other' }));
  await expect(bar.project).toHaveValue('Other');
  await page.evaluate('goOn()');
  await expect(notices.filter({ hasText: 'Saved as first.gradwire.' })).toBeVisible();
  expect(await contentOf('first.gradwire')).toBe('First');
  await expect(bar.project).toHaveValue('Other');
  await expect(bar.dirty).toHaveCount(0);
});
