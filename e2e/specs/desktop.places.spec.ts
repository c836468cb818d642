/** A project and its data in folders: what the project calls them when it is saved, and saved elsewhere. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '../hosts.ts';

const table = Buffer.from(
  [
    'height,width,kind',
    ...Array.from({ length: 40 }, (_, row) => `${row},${1 + 2 * (row % 2)},${row % 2 ? 'odd' : 'even'}`),
  ].join('\n'),
);

test('data beside a project are named by their name alone, others in full, and a training does not mind', async ({
  openEditor,
  desktop,
}) => {
  const editor = await openEditor('?example=xor');
  const { bar, canvas, data, page, training } = editor;
  const file = await desktop.dropFile(canvas.root, 'shapes.csv', table);
  await expect(data.rowCount('train')).toHaveText('32');
  await editor.tab('train').click();
  await training.setting('epochs').fill('3');
  await bar.trainTo(3);

  const named = (project: string) =>
    JSON.parse(readFileSync(path.join(desktop.userData, project), 'utf8')).data.source.path;
  await desktop.chooseFile(page, 'shapes.gradwire');
  await bar.choose('file', 'save');
  await expect(bar.dirty).toHaveCount(0);
  expect(named('shapes.gradwire')).toBe('shapes.csv');

  mkdirSync(path.join(desktop.userData, 'other'));
  await desktop.chooseFile(page, 'other/copy.gradwire');
  await bar.choose('file', 'saveAs');
  const copy = path.join('other', 'copy.gradwire');
  await expect.poll(() => existsSync(path.join(desktop.userData, copy)) && named(copy)).toBe(file);
  await expect(bar.dirty).toHaveCount(0);

  // The figures are of the same data; a step back in history finds them too, and so does another reading.
  await expect(bar.epoch).toHaveText('3');
  await expect(bar.stale).toHaveCount(0);
  await bar.undo.click();
  await expect(training.setting('epochs')).not.toHaveValue('3');
  await expect(bar.stale).toHaveCount(0);
  await editor.tab('data').click();
  await expect(data.fileName).toHaveText('shapes.csv');
  await data.standardize.click();
  await expect(bar.stale).toBeVisible();
  await expect(data.rowCount('train')).toHaveText('32');
});

test('a file that is read again and holds something else makes what was trained on it stale', async ({
  openEditor,
  desktop,
}) => {
  const editor = await openEditor('?example=xor');
  const { bar, canvas, data, training } = editor;
  const file = await desktop.dropFile(canvas.root, 'shapes.csv', table);
  await expect(data.rowCount('train')).toHaveText('32');
  await editor.tab('train').click();
  await training.setting('epochs').fill('3');
  await bar.trainTo(3);
  await editor.tab('data').click();
  const again = editor.page.getByRole('button', { name: 'Read the file again' });
  await again.click();
  await expect(data.rowCount('train')).toHaveText('32');
  await expect(bar.stale).toHaveCount(0);
  await expect(bar.epoch).toHaveText('3');
  writeFileSync(file, table.toString().replaceAll(',odd', ',?').replaceAll(',even', ',odd').replaceAll(',?', ',even'));
  await again.click();
  await expect(bar.stale).toBeVisible();
});
