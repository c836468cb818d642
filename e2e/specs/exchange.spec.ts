/** What leaves the app for other software is proven before it leaves, under the page's content security policy. */

import { readOnnx } from '../../core/exchange/onnx/read.ts';
import { fileOf, onlyFile, pack } from '../../core/exchange/target.ts';
import { exportModel, targetNames, targetOf } from '../../core/exchange/targets.ts';
import { writeNpz } from '../../core/formats/npz.ts';
import { unwrap } from '../../core/problem.ts';
import { readModel } from '../../core/project/model.ts';
import { transpose } from '../../core/tensor.ts';
import { residual as graph } from '../../core/testing/networks.ts';
import { modelOf } from '../../core/testing/trained.ts';
import { expect, test } from '../hosts.ts';

test('every form of export says what it writes and how far its answers are from ours', async ({ openEditor, host }) => {
  const { bar, dialogs, page } = await openEditor('?example=residual');
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await bar.export.click();
  for (const name of targetNames) {
    await dialogs.exportFormat(name).check();
    await expect(dialogs.exportVerified, name).toContainText('on 64 rows');
    const difference = Number(/difference (\S+) on/.exec((await dialogs.exportVerified.textContent()) ?? '')?.[1]);
    expect(difference, name).toBeLessThan(1e-5);
    expect(await dialogs.exportFiles.count(), name).toBeGreaterThan(0);
  }
  await dialogs.exportFormat('onnx').check();
  await expect(dialogs.exportFiles).toContainText('.onnx');
  const bytes = await host.fileFrom(page, () => dialogs.exportSave.click());
  const { graph } = unwrap(readOnnx(bytes, 'x.onnx'));
  expect(graph.blocks.map(({ id }) => id)).toEqual([
    'input',
    'linear1',
    'relu1',
    'linear2',
    'tanh1',
    'add1',
    'linear3',
    'softmax',
  ]);
  expect(complaints).toEqual([]);
});

/** A network of three inputs, with a sum and a concatenation. */
const model = modelOf(graph);
const onnx = onlyFile(exportModel('onnx', model, 'x.onnx'));

test('a network of other software is opened with its weights', async ({ openEditor, host }) => {
  const { bar, canvas, notices, page } = await openEditor('?new');
  await host.chooseFile(page, 'other.onnx', onnx);
  await bar.choose('file', 'import');
  await expect(notices.filter({ hasText: 'Opened other.onnx.' })).toBeVisible();
  await expect(canvas.blocks).toHaveCount(graph.blocks.length);
});

test('a TensorFlow.js model is opened from the zip that the app hands over', async ({ openEditor, host }) => {
  const { bar, canvas, notices, page } = await openEditor('?new');
  await host.chooseFile(page, 'web.zip', pack(targetOf('tfjs'), exportModel('tfjs', model, 'web'), 'web'));
  await bar.choose('file', 'import');
  await expect(notices.filter({ hasText: 'Opened web.zip.' })).toBeVisible();
  await expect(canvas.blocks).toHaveCount(graph.blocks.length);
});

test('a TensorFlow.js model is opened from its files, chosen together', async ({ openEditor, host }) => {
  const { bar, canvas, notices, page } = await openEditor('?new');
  await host.chooseFiles(page, exportModel('tfjs', model, 'web'));
  await bar.choose('file', 'import');
  await expect(notices.filter({ hasText: 'Opened model.json.' })).toBeVisible();
  await expect(canvas.blocks).toHaveCount(graph.blocks.length);
});

test('a TensorFlow.js model is opened from its files, dropped together', async ({ openEditor }) => {
  const { canvas, notices, page } = await openEditor('?new');
  const files = [...exportModel('tfjs', model, 'web')].map(([name, bytes]) => ({ name, bytes: [...bytes] }));
  await page.evaluate((files) => {
    const transfer = new DataTransfer();
    // The shards first: the order of a drop is the file manager's.
    for (const { name, bytes } of files.reverse()) transfer.items.add(new File([Uint8Array.from(bytes)], name));
    document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer }));
  }, files);
  await expect(notices.filter({ hasText: 'Opened model.json.' })).toBeVisible();
  await expect(canvas.blocks).toHaveCount(graph.blocks.length);
});

test('a TensorFlow.js model without its shards says which files it wants beside it', async ({ openEditor, host }) => {
  const { bar, notices, page } = await openEditor('?new');
  await host.chooseFile(page, 'model.json', fileOf(exportModel('tfjs', model, 'web'), 'model.json'));
  await bar.choose('file', 'import');
  await expect(notices.filter({ hasText: 'group1-shard1of1.bin' })).toBeVisible();
});

test('weights of other software are shown with where they would go, and taken', async ({ openEditor, host }) => {
  const { bar, dialogs, notices, page } = await openEditor('?new');
  await host.chooseFile(page, 'other.onnx', onnx);
  await bar.choose('file', 'import');
  await expect(notices.filter({ hasText: 'Opened other.onnx.' })).toBeVisible();
  const keras = new Map(
    [...model.weights].map(([name, value]) => {
      const kernel = name.endsWith('.weight');
      return [name.replace('.weight', '/kernel').replace('.bias', '/bias'), kernel ? transpose(value) : value] as const;
    }),
  );
  await host.chooseFile(page, 'keras.npz', writeNpz(keras));
  await bar.choose('file', 'import');
  await expect(dialogs.importMatches).toHaveCount(keras.size);
  const square = dialogs.importMatches.filter({ hasText: 'linear2.weight' }).getByRole('checkbox');
  await expect(square).toBeChecked();
  await expect(dialogs.importMatches.filter({ hasText: 'linear1.weight' }).getByRole('checkbox')).toBeDisabled();
  await dialogs.importTake.click();
  await expect(dialogs.open).toHaveCount(0);
  await bar.export.click();
  await dialogs.exportFormat('safetensors').check();
  await expect(dialogs.exportVerified).toBeVisible();
  const bytes = await host.fileFrom(page, () => dialogs.exportSave.click());
  expect(unwrap(readModel(bytes, 'w')).weights).toEqual(model.weights);
});

test('a file that cannot be taken over says which node stands in the way', async ({ openEditor, host }) => {
  const { bar, notices, page } = await openEditor('?new');
  const broken = onnx.slice();
  const at = Buffer.from(broken).indexOf('Relu');
  broken.set(Buffer.from('Gelu'), at);
  await host.chooseFile(page, 'other.onnx', broken);
  await bar.choose('file', 'import');
  await expect(notices.filter({ hasText: "'Gelu' in node 'relu1'" })).toBeVisible();
});
