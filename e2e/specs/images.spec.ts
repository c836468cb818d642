/** Pictures in a folder a class, as a zip or as the folder itself. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { encode } from 'fast-png';
import { zip } from '../../core/formats/zip.ts';
import { DesktopHost } from '../hosts/desktop.ts';
import { writeFolder } from '../hosts/drop.ts';
import { expect, test } from '../hosts.ts';

/** A picture that is brighter the higher its number, in the colour of its class. */
function picture(name: string, number: number): Uint8Array {
  const data = Uint8Array.from({ length: 12 * 10 * 3 }, (_, index) =>
    index % 3 === (name === 'red' ? 0 : 2) ? 155 + 10 * number : 20,
  );
  return encode({ width: 12, height: 10, channels: 3, data });
}

const files = new Map(
  ['red', 'blue'].flatMap((name) =>
    Array.from({ length: 10 }, (_, number): [string, Uint8Array] => [
      `colours/${name}/${number}.png`,
      picture(name, number),
    ]),
  ),
);

test('a zip of pictures is told by what is in it, shown as pictures, and learnt from', { tag: '@browser' }, async ({
  openEditor,
  host,
}) => {
  const editor = await openEditor('?example=digits');
  const { data, bar, page } = editor;
  await editor.tab('data').click();
  await data.view('images').click();
  await host.chooseFile(page, 'colours.zip', zip(files));
  await data.images.choose.click();
  await expect(data.rowCount('train')).toHaveText('16');
  await expect(data.root).toContainText('blue: 10, red: 10');
  await expect(data.root.getByRole('img', { name: /Row \d+: (red|blue)/ })).toHaveCount(16);
  await data.images.width.fill('4');
  await data.images.height.fill('3');
  await data.images.channels.selectOption('3');
  await expect(data.root.locator('canvas[width="4"][height="3"]').first()).toBeVisible();
  await data.root.getByTestId('fix').first().click();
  await bar.train.click();
  await bar.rests();
  await expect.poll(async () => Number(await bar.accuracy.textContent())).toBeGreaterThan(0.9);
});

test('a folder of pictures is chosen as it is', async ({ openEditor, host }) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'gradwire-pictures-'));
  writeFolder(folder, files);
  const editor = await openEditor();
  await editor.tab('data').click();
  await editor.data.view('images').click();
  const chosen = path.join(folder, 'colours');
  if (host instanceof DesktopHost) {
    await host.chooseFolder(editor.page, chosen);
    await editor.data.images.folder.click();
  } else {
    const chooser = editor.page.waitForEvent('filechooser');
    await editor.data.images.folder.click();
    await (await chooser).setFiles(chosen);
  }
  await expect(editor.data.rowCount('train')).toHaveText('16');
  await expect(editor.data.root).toContainText('blue: 10, red: 10');
  rmSync(folder, { recursive: true });
});

test('a folder of pictures is dropped on the window', async ({ openEditor, host }) => {
  const editor = await openEditor();
  const within = new Map([...files].map(([name, bytes]) => [name.replace('colours/', ''), bytes]));
  await host.dropFolder(editor.canvas.root, 'colours', within);
  await expect(editor.data.rowCount('train')).toHaveText('16');
  await expect(editor.data.root).toContainText('blue: 10, red: 10');
  // The desktop reads it where it lies, a browser keeps a zip of it.
  await expect(editor.data.fileNames).toHaveText(host instanceof DesktopHost ? 'colours' : 'colours.zip');
});

test('a picture that is none is named, and others in its place are read', { tag: '@browser' }, async ({
  openEditor,
  host,
}) => {
  const editor = await openEditor();
  await editor.tab('data').click();
  await editor.data.view('images').click();
  const broken = new Map(files).set('colours/red/3.png', new Uint8Array(40));
  await host.chooseFile(editor.page, 'broken.zip', zip(broken));
  await editor.data.images.choose.click();
  await expect(editor.data.root).toContainText("broken.zip/colours/red/3.png' is not a PNG or JPEG image.");
  await host.chooseFile(editor.page, 'colours.zip', zip(files));
  await editor.data.images.choose.click();
  await expect(editor.data.rowCount('train')).toHaveText('16');
});
