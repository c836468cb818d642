/** A window that is closed while something trains loses none of it. */
import path from 'node:path';
import { expect, test } from '../hosts.ts';
import { Editor } from '../pages/editor.ts';

test('a training that the window is closed over is asked about, kept, and noted among the runs', async ({
  desktop,
}) => {
  const { app, page } = await desktop.launch({ query: '?example=spiral&lang=en' });
  const editor = new Editor(page);
  await editor.shown();
  const { bar, dialogs, training } = editor;
  await desktop.chooseFile(page, 'kept.gradwire');
  await training.setting('epochs').fill('100000');
  await editor.press('Control+s');
  await expect(bar.dirty).toHaveCount(0);
  await training.setPace('full');
  await bar.train.click();
  await expect.poll(() => bar.epochs()).toBeGreaterThan(1);
  const ended = new Promise((resolve) => app.process().once('exit', resolve));
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect(dialogs.title).toHaveText('Save your changes?');
  await dialogs.save.click();
  await ended;

  const again = await desktop.launch({ query: '?lang=en', files: [path.join(desktop.userData, 'kept.gradwire')] });
  const reopened = new Editor(again.page);
  await expect(reopened.bar.project).toBeVisible();
  await reopened.tab('runs').click();
  await expect(reopened.runs.rows).toHaveCount(1);
});
