/** Files out of a file manager, let go over the window. */
import { readFileSync } from 'node:fs';
import { DesktopHost } from '../hosts/desktop.ts';
import { expect, test } from '../hosts.ts';

const table = Buffer.from(['height,width,kind', ...Array.from({ length: 40 }, (_, row) => line(row))].join('\n'));

function line(row: number): string {
  return row % 2 === 0 ? `${row},1,even` : `${row},3,odd`;
}

test('a data file dropped on the window is the data from then on', async ({ openEditor, host }) => {
  const { canvas, data } = await openEditor('?example=xor');
  const file = await host.dropFile(canvas.root, 'shapes.csv', table);
  await expect(data.fileName).toHaveText('shapes.csv');
  await expect(data.fileName).toHaveAttribute('title', host instanceof DesktopHost ? file : 'shapes.csv');
  await expect(data.rowCount('train')).toHaveText('32');
});

test('another file dropped on the field of the data takes the place of the one before', async ({
  openEditor,
  host,
}) => {
  const { canvas, data } = await openEditor('?example=xor');
  await host.dropFile(canvas.root, 'shapes.csv', table);
  await expect(data.rowCount('train')).toHaveText('32');
  await host.dropFile(data.file, 'fewer.csv', Buffer.from(table.toString().split('\n').slice(0, 21).join('\n')));
  await expect(data.fileName).toHaveText('fewer.csv');
  await expect(data.rowCount('train')).toHaveText('16');
});

test('a project dropped on the window is opened from its place, and saved there again', async ({
  openEditor,
  desktop,
}) => {
  const { bar, canvas, notices, palette, start } = await openEditor('?new');
  const project = { format: 'gradwire', version: 1, graph: { blocks: [], wires: [] } };
  const file = await desktop.dropFile(canvas.root, 'dropped.gradwire', Buffer.from(JSON.stringify(project)));
  await expect(notices.filter({ hasText: 'Opened dropped.gradwire.' })).toBeVisible();
  await palette.append('linear');
  await bar.choose('file', 'save');
  await expect(notices.filter({ hasText: 'Saved' })).toBeVisible();
  expect(JSON.parse(readFileSync(file, 'utf8')).graph.blocks).toHaveLength(1);
  await bar.choose('file', 'start');
  await expect(start.recents.filter({ hasText: 'dropped.gradwire' })).toBeVisible();
});
