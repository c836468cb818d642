/** What leaves the app for other software is proven before it leaves, under the page's content security policy. */

import { readOnnx } from '../../core/exchange/onnx/read.ts';
import { fileOf, onlyFile, pack } from '../../core/exchange/target.ts';
import { exportModel, targetNames, targetOf } from '../../core/exchange/targets.ts';
import { writeWeightsCsv, writeWeightsJson } from '../../core/exchange/weightFiles.ts';
import { writeNpz } from '../../core/formats/npz.ts';
import { writeSafetensors } from '../../core/formats/safetensors.ts';
import { unwrap } from '../../core/problem.ts';
import { readModel, writeModel } from '../../core/project/model.ts';
import { type Tensor, tensor, transpose } from '../../core/tensor.ts';
import { residual as graph } from '../../core/testing/networks.ts';
import { modelOf } from '../../core/testing/trained.ts';
import { expect, type Host, test } from '../hosts.ts';
import type { Editor } from '../pages/editor.ts';

test('every form of export says what it writes and how far its answers are from ours', { tag: '@browser' }, async ({
  openEditor,
  host,
}) => {
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

/** The weights of the network that is open, as the export dialog gives them. */
async function exported({ bar, dialogs, page }: Editor, host: Host) {
  await bar.export.click();
  await dialogs.exportFormat('safetensors').check();
  await expect(dialogs.exportVerified).toBeVisible();
  return unwrap(readModel(await host.fileFrom(page, () => dialogs.exportSave.click()), 'w')).weights;
}

/** Opens the network without any hint of what it was, so that weights from elsewhere find it open. */
async function openNetwork({ bar, notices, page }: Editor, host: Host): Promise<void> {
  await host.chooseFile(page, 'other.onnx', onnx);
  await bar.choose('file', 'import');
  await expect(notices.filter({ hasText: 'Opened other.onnx.' })).toBeVisible();
}

test('a network of other software is opened with its weights', async ({ openEditor, host }) => {
  const editor = await openEditor('?new');
  await openNetwork(editor, host);
  await expect(editor.canvas.blocks).toHaveCount(graph.blocks.length);
});

test('a TensorFlow.js model is opened from its files, chosen together', async ({ openEditor, host }) => {
  const { bar, canvas, notices, page } = await openEditor('?new');
  await host.chooseFiles(page, exportModel('tfjs', model, 'web'));
  await bar.choose('file', 'import');
  await expect(notices.filter({ hasText: 'Opened model.json.' })).toBeVisible();
  await expect(canvas.blocks).toHaveCount(graph.blocks.length);
});

test('a TensorFlow.js model is opened from a zip and from files dropped together, or says which it wants', {
  tag: '@browser',
}, async ({ openEditor, host }) => {
  const { bar, canvas, notices, page } = await openEditor('?new');
  const files = exportModel('tfjs', model, 'web');

  await test.step('without its shards', async () => {
    await host.chooseFile(page, 'model.json', fileOf(files, 'model.json'));
    await bar.choose('file', 'import');
    await expect(notices.filter({ hasText: 'group1-shard1of1.bin' })).toBeVisible();
    await expect(canvas.blocks).toHaveCount(0);
  });

  await test.step('the zip that the app hands over', async () => {
    await host.chooseFile(page, 'web.zip', pack(targetOf('tfjs'), files, 'web'));
    await bar.choose('file', 'import');
    await expect(notices.filter({ hasText: 'Opened web.zip.' })).toBeVisible();
    await expect(canvas.blocks).toHaveCount(graph.blocks.length);
  });

  await test.step('its files', async () => {
    await page.evaluate(
      (files) => {
        const transfer = new DataTransfer();
        // The shards first: the order of a drop is the file manager's.
        for (const { name, bytes } of files.reverse()) transfer.items.add(new File([Uint8Array.from(bytes)], name));
        document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer }));
      },
      [...files].map(([name, bytes]) => ({ name, bytes: [...bytes] })),
    );
    await expect(notices.filter({ hasText: 'Opened model.json.' })).toBeVisible();
    await expect(canvas.blocks).toHaveCount(graph.blocks.length);
  });
});

test('weights of other software are shown with where they would go, and taken', { tag: '@browser' }, async ({
  openEditor,
  host,
}) => {
  const editor = await openEditor('?new');
  const { bar, dialogs, page } = editor;
  await openNetwork(editor, host);
  const keras = new Map(
    [...model.weights].map(([name, value]) => {
      const kernel = name.endsWith('.weight');
      return [name.replace('.weight', '/kernel').replace('.bias', '/bias'), kernel ? transpose(value) : value] as const;
    }),
  );
  await host.chooseFile(page, 'keras.npz', writeNpz(keras));
  await bar.choose('file', 'import');
  await expect(dialogs.importMatches).toHaveCount(keras.size);
  for (const match of await dialogs.importMatches.all()) await expect(match).toContainText('name');
  const turned = (weight: string) => dialogs.importMatches.filter({ hasText: weight }).getByRole('checkbox');
  await expect(turned('linear2.weight')).toBeChecked();
  await expect(turned('linear1.weight')).toBeChecked();
  // Only a square one could go in either way.
  await expect(turned('linear2.weight')).toBeEnabled();
  await expect(turned('linear1.weight')).toBeDisabled();
  await dialogs.importTake.click();
  await expect(dialogs.open).toHaveCount(0);
  expect(await exported(editor, host)).toEqual(model.weights);
});

test('weights whose names say nothing go by their shapes, and only all of them together', { tag: '@browser' }, async ({
  openEditor,
  host,
}) => {
  const editor = await openEditor('?new');
  const { bar, dialogs, page } = editor;
  await openNetwork(editor, host);
  // Numbered in an order of their own, the square matrix the other way round, and one that belongs nowhere.
  const square = [...model.weights].find(([name]) => name === 'linear2.weight')?.[1] as Tensor;
  const values = [...model.weights.values()].reverse();
  const nameless = new Map(values.map((value, index) => [`p${index}`, value === square ? transpose(value) : value]));
  nameless.set('odd', tensor([7], [1, 2, 3, 4, 5, 6, 7]));
  await host.chooseFile(page, 'cut.safetensors', writeSafetensors(new Map([...nameless].slice(1)), {}));
  await bar.choose('file', 'import');
  await expect(dialogs.open).toContainText('Not every weight of the open network is found in the file');
  await expect(dialogs.importTake).toBeDisabled();
  await editor.closeDialog();

  await host.chooseFile(page, 'nameless.safetensors', writeSafetensors(nameless, {}));
  await bar.choose('file', 'import');
  await expect(dialogs.importMatches).toHaveCount(model.weights.size);
  for (const match of await dialogs.importMatches.all()) await expect(match).toContainText('shape');
  await expect(dialogs.open).toContainText('Not used: odd');
  const turn = dialogs.importMatches.filter({ hasText: 'linear2.weight' }).getByRole('checkbox');
  await expect(turn).not.toBeChecked();
  await turn.check();
  await dialogs.importTake.click();
  const taken = await exported(editor, host);
  // The biases of the first two layers are of one shape: they come in the order of the file.
  const ofOneShape = ['linear1.bias', 'linear2.bias'];
  for (const [name, value] of model.weights) {
    if (!ofOneShape.includes(name)) expect(taken.get(name), name).toEqual(value);
  }
  expect(taken.get('linear1.bias')).toEqual(model.weights.get('linear2.bias'));
});

test('a file that cannot be taken over says which node stands in the way', { tag: '@browser' }, async ({
  openEditor,
  host,
}) => {
  const { bar, canvas, notices, page } = await openEditor('?new');
  const gelu = Buffer.from(onnx);
  gelu.write('Gelu', gelu.indexOf('Relu'));
  const web = new Map(exportModel('tfjs', model, 'web'));
  const text = new TextDecoder().decode(fileOf(web, 'model.json'));
  web.set('model.json', new TextEncoder().encode(text.replace('"ReLU"', '"Conv2D"')));
  for (const [name, bytes, said] of [
    ['other.onnx', gelu, "'other.onnx' uses 'Gelu' in node 'relu1'"],
    ['web.zip', pack(targetOf('tfjs'), web, 'web'), "'web.zip' uses 'Conv2D' in node 'relu1'"],
  ] as const) {
    await host.chooseFile(page, name, bytes);
    await bar.choose('file', 'import');
    await expect(notices.filter({ hasText: said })).toBeVisible();
  }
  await expect(canvas.blocks).toHaveCount(0);
});

test('a model keeps how its rows are prepared, though its data are not here', { tag: '@browser' }, async ({
  openEditor,
  host,
}) => {
  const editor = await openEditor('?new');
  const { bar, page } = editor;
  const preprocessing = {
    features: ['a', 'b', 'c'],
    scaling: { mean: [1, 2, 3], std: [4, 5, 6] },
    classes: ['no', 'yes', 'maybe'],
  };
  const { project, weights } = modelOf(graph);
  const away = { source: { kind: 'table', path: 'away.csv', features: 'all', target: 'y' } } as const;
  const data = { ...away, split: { train: 1, valid: 0, test: 0, seed: 1 }, standardize: true };
  await editor.drop('model.safetensors', writeModel({ project: { ...project, data }, weights, preprocessing }));
  await expect(bar.project).toHaveValue(project.name);
  const saved = await host.fileFrom(page, () => bar.choose('file', 'saveModel'));
  expect(unwrap(readModel(saved, 'model')).preprocessing).toEqual(preprocessing);
});

test('weights that are dropped as csv or JSON go into the network, and not among the data', {
  tag: '@browser',
}, async ({ openEditor, host }) => {
  const editor = await openEditor('?example=residual');
  const { bar, page } = editor;
  const saved = async () =>
    unwrap(readModel(await host.fileFrom(page, () => bar.choose('file', 'saveModel')), 'model')).weights;
  const before = await saved();
  const twice = new Map(
    [...before].map(([name, { shape, data }]) => [
      name,
      tensor(
        shape,
        data.map((one) => 2 * one),
      ),
    ]),
  );
  await editor.drop('weights.csv', writeWeightsCsv(twice));
  await expect.poll(saved).toEqual(twice);
  await editor.press('Control+z');
  await expect.poll(saved).toEqual(before);
  await editor.drop('weights.json', writeWeightsJson(twice));
  await expect.poll(saved).toEqual(twice);
});
