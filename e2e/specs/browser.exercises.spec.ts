/**
 * The exercises 70 to 79 with `examples/news`, one after the other, as `examples/news/README.md` says where they are in
 * the app.
 */
import { readNpz } from '../../core/formats/npz.ts';
import { unwrap } from '../../core/problem.ts';
import { readModel } from '../../core/project/model.ts';
import { expect, test } from '../hosts.ts';
import type { Editor } from '../pages/editor.ts';

/** Opens the titles and waits for their vectors. */
async function news(openEditor: (query?: string) => Promise<Editor>): Promise<Editor> {
  const editor = await openEditor('?example=news');
  await editor.tab('data').click();
  await expect(editor.data.rowCount('train')).toHaveText('4,800');
  return editor;
}

test('70: the features are shown and saved', async ({ openEditor, host }) => {
  const { data, page } = await news(openEditor);
  await expect(data.coverage('train')).toHaveText('81.9 %');
  const arrays = unwrap(readNpz(await host.fileFrom(page, () => data.save('npz').click()), 'features.npz'));
  expect(arrays.get('x_train')?.tensor.shape).toEqual([4800, 64]);
  expect(arrays.get('target_test')?.tensor.shape[0]).toBe(600);
});

test('71 and 72: one row and four, their probabilities, loss and gradient', async ({ openEditor }) => {
  const editor = await news(openEditor);
  const { page, stepper } = editor;
  const loss = page.getByTestId('tape-loss');
  await stepper.open();
  await stepper.level('matrix');
  const step = async (index: number) => {
    await stepper.scrub.fill(String(index));
    await stepper.at(index);
  };
  /** From any step but the first, at which the new tape begins. */
  const rows = async (count: number) => {
    await stepper.rows.fill(String(count));
    await stepper.rows.press('Enter');
    await stepper.at(0);
  };
  const probabilities = async (count: number) => {
    const output = async () => (await stepper.tensors()).find(({ name }) => name === 'output');
    await expect.poll(async () => (await output())?.shape).toEqual([count, 4]);
    return (await output())?.values ?? [];
  };

  await step(1);
  await rows(1);
  await step(2);
  const one = await probabilities(1);
  // The figures of the walk-through, which come from the command line.
  expect(one.map((value) => Number(value.toFixed(4)))).toEqual([0.2335, 0.2544, 0.2557, 0.2563]);
  await step(3);
  await expect(loss).toContainText('1.361');
  await step(6);
  await expect(stepper.title).toContainText('linear1');

  await rows(4);
  await step(2);
  expect((await probabilities(4)).slice(0, 4)).toEqual(one);
  await step(3);
  await expect(loss).toContainText('1.402');
  // Side by side: the gradient of the batch, and that of one of its rows by itself.
  await step(6);
  await expect(page.getByTestId('sample-compare').locator('figure.heat')).toHaveCount(2);
});

test('73 to 76: descent, accuracy, curves, and a checkpoint after each epoch', async ({ openEditor, host }) => {
  const editor = await news(openEditor);
  const { bar, page, runs, training } = editor;
  await editor.tab('train').click();
  await training.setPace('full');
  await training.setting('epochs').fill('4');
  await bar.trainTo(4);
  // 74: on the part that was learnt from, and on one that was not.
  for (const part of ['train', 'test']) {
    await training.part.selectOption(part);
    await expect.poll(() => training.accuracyOfPart()).toBeGreaterThan(0.7);
  }
  // 75: a line an epoch, of both parts.
  const csv = (await host.fileFrom(page, () => training.export(training.accuracy, 'CSV'))).toString();
  expect(csv.split('\r\n')[0]).toBe('epoch,train accuracy,valid accuracy');
  expect(csv.trimEnd().split('\r\n')).toHaveLength(5);
  await page.keyboard.press('Escape');

  const weights = async () => {
    const bytes = await host.fileFrom(page, () => bar.choose('file', 'saveModel'));
    return unwrap(readModel(bytes, 'model')).weights;
  };
  const whole = await weights();
  await editor.tab('runs').click();
  await runs.checkpointsTab.click();
  await expect(runs.checkpoints).toHaveCount(4);
  await runs.checkpoint(1, 2).resume.click();
  await expect(bar.epoch).toHaveText('4');
  await bar.rests();
  expect(await weights()).toEqual(whole);
});

test('79: a hidden layer, both runs compared, the better one marked', async ({ openEditor }) => {
  const editor = await news(openEditor);
  const { bar, canvas, inspector, palette, runs, training } = editor;
  await editor.tab('train').click();
  await training.setPace('full');
  await training.setting('epochs').fill('3');
  await bar.trainTo(3);
  // Into the wire from the titles to the layer: a layer of 64 units with bias, and ReLU.
  await palette.drag('linear', await canvas.middleOfWire('input.x', 'linear1.x'));
  await inspector.param('units').fill('64');
  await bar.choose('edit', 'arrange');
  await palette.drag('relu', await canvas.middleOfWire('linear2.y', 'linear1.x'));
  await expect(canvas.wire('relu1.y', 'linear1.x')).toBeVisible();
  await training.setting('optimizer').selectOption('adam');
  await bar.trainTo(3);
  await editor.tab('runs').click();
  await expect(runs.row(2)).toContainText('Linear 64 → ReLU → Linear 4');
  await runs.choose(1);
  await runs.choose(2);
  await expect(runs.differences.getByRole('row', { name: /Network/ })).toContainText(/64/);
  await expect(runs.row(2).locator('.best')).not.toHaveCount(0);
  await runs.row(2).getByTestId('run-best').click();
  await expect(runs.row(2).getByTestId('run-best')).toHaveAttribute('aria-pressed', 'true');
});

test('73 to 79 come to what the walk-through says', { tag: '@long' }, async ({ openEditor }) => {
  test.setTimeout(300_000);
  const editor = await news(openEditor);
  const { bar, data, runs, training } = editor;
  await editor.tab('train').click();
  await training.setPace('full');
  await bar.trainTo(30, 120_000);
  await training.part.selectOption('test');
  await expect.poll(() => training.accuracyOfPart()).toBeGreaterThanOrEqual(0.87);
  await editor.tab('runs').click();
  await runs.checkpointsTab.click();
  await expect(runs.checkpoints).toHaveCount(30);
  await editor.tab('data').click();
  await data.text.fill('Hospital warns patients of deadly virus');
  await expect.poll(async () => (await data.probabilities())[2]).toBeGreaterThan(0.95);
});
