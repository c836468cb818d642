/** Training as a person steers and watches it. */
import { expect, test } from '../hosts.ts';
import type { Editor } from '../pages/editor.ts';

/** A training that does not end by itself while a test looks at it. */
async function trainOnAndOn({ training, bar }: Editor): Promise<void> {
  await training.setting('epochs').fill('1000000');
  await bar.train.click();
  await expect.poll(() => bar.epochs()).toBeGreaterThan(2);
}

test('training is paused, resumed, stopped and reset, and the figures follow', async ({ openEditor }) => {
  const editor = await openEditor('?example=xor');
  const { bar } = editor;
  await expect(bar.loss).toHaveText('–');
  await expect(bar.reset).toBeDisabled();
  await trainOnAndOn(editor);
  await expect(bar.train).toBeDisabled();

  await bar.pause.click();
  await bar.rests();
  const paused = await bar.epochs();
  const loss = await bar.loss.textContent();
  await expect(bar.train).toHaveAccessibleName('Resume');
  expect(await bar.epochs()).toBe(paused);

  await bar.train.click();
  await expect.poll(() => bar.epochs()).toBeGreaterThan(paused);
  await expect(bar.loss).not.toHaveText(loss ?? '');

  await bar.stop.click();
  await bar.rests();
  await expect(bar.train).toHaveAccessibleName('Train');
  expect(await bar.epochs()).toBeGreaterThan(paused);

  await bar.reset.click();
  await expect(bar.epoch).toHaveText('0');
  await expect(bar.loss).toHaveText('–');
  await expect(bar.reset).toBeDisabled();
});

test('one step and one epoch go exactly that far, and the same seed gives the same figures', async ({ openEditor }) => {
  const { bar, training } = await openEditor('?example=xor');
  const epochs = async (count: number) => {
    for (let epoch = 1; epoch <= count; epoch++) {
      await bar.oneEpoch.click();
      await expect(bar.epoch).toHaveText(String(epoch));
      await bar.rests();
    }
    return bar.loss.textContent();
  };
  await bar.oneStep.click();
  await expect(bar.loss).not.toHaveText('–');
  await bar.rests();
  await expect(bar.epoch).toHaveText('0');
  const first = await epochs(2);
  await expect(training.accuracy.locator('canvas').first()).toBeVisible();
  await bar.reset.click();
  await expect(bar.epoch).toHaveText('0');
  expect(await epochs(2)).toBe(first);
});

test('the rate is changed while it trains, which goes on', async ({ openEditor }) => {
  const editor = await openEditor('?example=xor');
  const { bar, training } = editor;
  await trainOnAndOn(editor);
  await training.rate.fill('0.001');
  await expect(training.rateSlider).toHaveAttribute('aria-valuetext', /0.001|10⁻³/);
  const before = await bar.epochs();
  await expect.poll(() => bar.epochs()).toBeGreaterThan(before + 2);
  await expect(bar.pause).toBeEnabled();
  await bar.stop.click();
  await expect(bar.undo).toHaveAccessibleName('Undo: change Learning rate');
});

test('other settings are changed while it trains, which goes on', async ({ openEditor }) => {
  const editor = await openEditor('?example=xor');
  const { bar, training } = editor;
  await trainOnAndOn(editor);
  const place = async () => ({ epoch: await bar.epochs(), step: await bar.steps() });
  /** How many steps an epoch takes, by ten epochs or more. */
  const stepsPerEpoch = async () => {
    const from = await place();
    await expect.poll(() => bar.epochs()).toBeGreaterThan(from.epoch + 10);
    const to = await place();
    return (to.step - from.step) / (to.epoch - from.epoch);
  };
  await training.setting('batchSize').fill('16');
  const rows = 16 * (await stepsPerEpoch());
  for (const size of [3, 40, 1]) {
    await training.setting('batchSize').fill(String(size));
    const wanted = rows / size;
    await expect(async () => expect(Math.abs((await stepsPerEpoch()) / wanted - 1)).toBeLessThan(0.4)).toPass();
  }
  await bar.pause.click();
  await bar.rests();
  const rested = await bar.epochs();
  await training.setting('batchSize').fill('2');
  await bar.train.click();
  await expect.poll(() => bar.epochs()).toBeGreaterThan(rested);
});

test('a training beyond its end goes on to its new one when a setting is changed', async ({ openEditor }) => {
  const { bar, training } = await openEditor('?example=xor');
  await training.setPace('full');
  await training.setting('epochs').fill('20');
  await bar.trainTo(20);
  await training.setPace('watch');
  await training.setting('epochs').fill('300');
  await bar.trainTo(300);
  await bar.train.click();
  await expect.poll(() => bar.epochs()).toBeGreaterThan(310);
  await training.setting('batchSize').fill('5');
  await bar.rests();
  await expect(bar.epoch).toHaveText('600');
});

test('weights that are set twice after a training are taken back, and the training is there again', async ({
  openEditor,
}) => {
  const editor = await openEditor('?example=xor');
  const { bar, canvas, page } = editor;
  const loss = await bar.firstEpoch();
  await canvas.select('linear1');
  await page.getByTestId('edit-weights').click();
  await page.getByTestId('weight-0-0').click();
  await editor.press('5', 'Enter', '6', 'Enter');
  await editor.closeDialog();
  await expect(bar.undo).toHaveAccessibleName('Undo: edit linear1');
  await expect(bar.stale).toBeVisible();
  await bar.undo.click();
  await expect(bar.stale).toBeVisible();
  await bar.undo.click();
  await expect(bar.stale).toHaveCount(0);
  await bar.oneEpoch.click();
  await expect(bar.epoch).toHaveText('2');
  await bar.reset.click();
  expect(await bar.firstEpoch()).toBe(loss);
});

test('a number typed digit by digit while it trains is taken over when it is whole', async ({ openEditor }) => {
  const editor = await openEditor('?example=xor');
  const { bar, training } = editor;
  await trainOnAndOn(editor);
  await expect.poll(() => bar.epochs()).toBeGreaterThan(30);
  await training.setting('epochs').fill('');
  await training.setting('epochs').pressSequentially('2000', { delay: 250 });
  const before = await bar.epochs();
  await expect.poll(() => bar.epochs()).toBeGreaterThan(before + 60);
  // Fewer than it has had end it.
  await training.setting('epochs').fill('20');
  await bar.rests();
  await expect(bar.stop).toBeDisabled();
});

test('an edit while it trains ends the training, which is noted, and undo brings it back where it was', async ({
  openEditor,
  host,
}) => {
  const editor = await openEditor('?example=xor');
  const { bar, canvas, inspector, page, runs, training } = editor;
  await trainOnAndOn(editor);
  await canvas.select('linear1');
  await inspector.param('units').fill('3');
  await bar.rests();
  const before = await bar.epochs();
  await bar.undo.click();
  await expect(bar.stale).toHaveCount(0);
  await bar.oneEpoch.click();
  await expect(bar.epoch).toHaveText(String(before + 1));
  const csv = (await host.fileFrom(page, () => training.export(training.loss, 'CSV'))).toString();
  expect(csv.trimEnd().split('\r\n')).toHaveLength(1 + before + 1);
  await page.keyboard.press('Escape');
  await inspector.param('units').fill('5');
  await editor.tab('runs').click();
  await expect(runs.rows).toHaveCount(1);
});

test('a reset holds, whatever was changed before and after', async ({ openEditor }) => {
  const editor = await openEditor('?example=xor');
  const { bar, canvas, inspector, training } = editor;
  await training.setting('epochs').fill('1000000');
  const resets = async () => {
    await bar.rests();
    await bar.reset.click();
    await expect(bar.epoch).toHaveText('0');
  };
  const first = await bar.firstEpoch();

  await trainOnAndOn(editor);
  await training.setting('batchSize').fill('3');
  await bar.pause.click();
  await resets();
  await training.setting('batchSize').fill('16');
  expect(await bar.firstEpoch()).toBe(first);

  await trainOnAndOn(editor);
  await canvas.select('linear1');
  await inspector.param('units').fill('3');
  await bar.undo.click();
  await resets();
  await training.setting('seed').fill('77');
  expect(await bar.firstEpoch()).not.toBe(first);
  await bar.undo.click();
  await resets();
  expect(await bar.firstEpoch()).toBe(first);
});

test('a training that failed is tried again when it is asked to go on', async ({ openEditor }) => {
  const { bar, notices, training } = await openEditor('?example=plane');
  await training.setPace('full');
  await training.setting('optimizer').selectOption('sgd');
  await training.rate.fill('1000');
  await bar.train.click();
  await expect(notices).toHaveCount(1);
  await bar.rests();
  await training.rate.fill('999');
  await bar.train.click();
  // From where it stands it fails again, and says so.
  await expect(notices).toHaveCount(2);
});

test('a training that stopped early has its patience once more when it is asked to go on', async ({ openEditor }) => {
  const { bar, training } = await openEditor('?example=xor');
  await training.setPace('full');
  await training.setting('earlyStopping').check();
  await training.setting('patience').fill('1');
  await training.rate.fill('1');
  await training.setting('epochs').fill('1000000');
  await bar.train.click();
  await bar.rests();
  await expect(bar.stop).toBeDisabled();
  const before = await bar.epochs();
  await bar.train.click();
  await expect.poll(() => bar.epochs()).toBeGreaterThan(before);
  await bar.rests();
  const again = await bar.epochs();
  await training.setting('batchSize').fill('15');
  await bar.train.click();
  await expect.poll(() => bar.epochs()).toBeGreaterThan(again);
});

test('after an edit the figures are marked as stale; undoing it brings the training back', async ({ openEditor }) => {
  const { bar, canvas, inspector, training } = await openEditor('?example=xor');
  await training.setPace('full');
  await bar.trainTo(60);
  await expect(bar.accuracy).toHaveText('1.0000');
  await expect(bar.stale).toHaveCount(0);
  await expect(training.confusion).toContainText('accuracy 1.0000');

  await canvas.select('linear1');
  await inspector.param('units').fill('3');
  await expect(bar.stale).toBeVisible();
  await expect(training.confusion).not.toContainText('accuracy 1.0000');

  await bar.undo.click();
  await expect(bar.stale).toHaveCount(0);
  await expect(training.confusion).toContainText('accuracy 1.0000');
  await canvas.moveBlock('tanh1', await canvas.place(0.5, 0.8));
  await expect(bar.undo).toHaveAccessibleName('Undo: move');
  await expect(bar.stale).toHaveCount(0);
});

test('a training never overwrites newer work', async ({ openEditor }) => {
  const editor = await openEditor('?example=xor');
  const { bar, canvas, inspector, start } = editor;
  await trainOnAndOn(editor);
  await canvas.select('linear1');
  await inspector.param('units').fill('4');
  await bar.rests();
  await expect(bar.stale).toBeVisible();
  await expect(canvas.block('linear1')).toContainText('4 · x W + b');

  await bar.train.click();
  await expect(bar.stale).toHaveCount(0);
  await expect.poll(() => bar.epochs()).toBeGreaterThan(0);
  await bar.choose('file', 'start');
  await editor.dialogs.discard.click();
  await start.example('circles').click();
  await expect(bar.project).toHaveValue('Circles');
  await expect(bar.epoch).toHaveText('0');
  await expect(bar.train).toBeEnabled();
  await expect(bar.train).toHaveAccessibleName('Train');
});

test('trainings are kept, and compared by their curves and their settings', async ({ openEditor }) => {
  const editor = await openEditor('?example=xor');
  const { bar, runs, training } = editor;
  await training.setPace('full');
  await training.setting('epochs').fill('5');
  await bar.trainTo(5);
  await bar.reset.click();
  await training.setting('optimizer').selectOption('sgd');
  await training.setting('batchSize').fill('32');
  await bar.trainTo(5);

  await editor.tab('runs').click();
  await expect(runs.rows).toHaveCount(2);
  await expect(runs.rows.first()).toContainText('SGD');
  await expect(runs.rows.last()).toContainText('Adam');
  await runs.choose(1);
  await runs.choose(2);
  await expect(runs.differences).toContainText('Batch size');
  await expect(runs.differences.getByRole('row', { name: /Batch size/ })).toContainText(/16.*32/);
  await expect(runs.loss).toContainText('#1');
  await expect(runs.loss).toContainText('#2');
});

test('charts are taken out as numbers and as pictures', async ({ openEditor, host }) => {
  const editor = await openEditor('?example=xor');
  const { bar, page, training } = editor;
  await training.setPace('full');
  await training.setting('epochs').fill('4');
  await bar.trainTo(4);

  const csv = (await host.fileFrom(page, () => training.export(training.loss, 'CSV'))).toString();
  const [header, ...rows] = csv.trimEnd().split('\r\n');
  expect(header).toBe('epoch,train loss,valid loss');
  expect(rows.map((row) => row.split(',')[0])).toEqual(['1', '2', '3', '4']);
  const last = (rows.at(-1) ?? '').split(',').map(Number);
  expect(last[1]).toBeCloseTo(Number(await bar.loss.textContent()), 3);
  expect(last[2]).toBeGreaterThan(0);

  await page.keyboard.press('Escape');
  const svg = (await host.fileFrom(page, () => training.export(training.accuracy, 'SVG'))).toString();
  expect(svg).toMatch(/^<svg .*<\/svg>\s*$/s);
  await page.keyboard.press('Escape');
  const png = await host.fileFrom(page, () => training.export(training.loss, 'PNG'));
  expect(png.subarray(1, 4).toString()).toBe('PNG');
});

test('the boundary, the confusion matrix and the predictions show what has been learnt', async ({ openEditor }) => {
  const { bar, canvas, page, training } = await openEditor('?example=xor');
  await expect.poll(() => training.colours()).toBeGreaterThan(4);
  await expect(canvas.block('tanh1').locator('canvas')).toBeVisible();
  await training.setPace('full');
  await bar.trainTo(60);

  await training.boundary.getByRole('button', { name: 'Discrete' }).click();
  await expect.poll(() => training.colours()).toBeLessThan(5);
  const matrix = training.confusion.getByRole('table');
  await expect(matrix.locator('td.right')).toHaveCount(2);
  await expect(matrix.locator('td.wrong')).toHaveCount(0);
  await expect(matrix.locator('td.recall')).toHaveText(['100%', '100%']);

  await training.view('predictions').click();
  const rows = training.predictions.locator('tbody tr');
  await expect(rows).toHaveCount(20);
  await expect(rows.getByRole('img', { name: 'right', exact: true })).toHaveCount(20);
  await training.predictions.getByRole('button', { name: 'Next rows' }).click();
  await expect(training.predictions).toContainText('21–40 of 40');

  await training.view('distributions').click();
  await expect(page.locator('.block-distributions')).toContainText('gradient of weight');
});

test('the backend that runs is shown with its speed, and another can be chosen', async ({ openEditor }) => {
  const editor = await openEditor('?example=xor');
  const { bar, page, training } = editor;
  await expect(bar.backend).toHaveText('auto');
  await bar.backend.click();
  await page.getByRole('menuitemradio', { name: /^webasm/ }).click();
  await training.setting('epochs').fill('20');
  await bar.trainTo(20);
  await expect(bar.backend).toHaveText('webasm');
  await expect(bar.speed).toHaveText(/^[\d.e-]+ ms$/);
  await bar.backend.click();
  await expect(page.getByRole('menu')).toContainText(/ms a step, .* samples a second/);
  await expect(bar.executor).toHaveText(/fused-sync, kernels computed in blocks: [1-9]/);
  await expect(page.getByRole('menuitemradio', { name: /^webasm/ })).toBeChecked();
});

test('fused multiply-add is used once it is allowed, and the run says so', async ({ openEditor }) => {
  const editor = await openEditor('?example=xor');
  const { bar, page, training } = editor;
  await bar.backend.click();
  await page.getByRole('menuitemradio', { name: /^webasm/ }).click();
  await bar.backend.click();
  await expect(page.getByTestId('fma')).not.toBeChecked();
  await page.getByTestId('fma').click();
  await training.setting('epochs').fill('20');
  await bar.trainTo(20);
  await expect(bar.backend).toHaveText('webasm+fma');
  await page.reload();
  await bar.backend.click();
  await expect(page.getByTestId('fma')).toBeChecked();
});

test('an export says how long its weights were trained', async ({ openEditor }) => {
  const editor = await openEditor('?example=xor');
  const { bar, dialogs, training } = editor;
  await bar.export.click();
  await expect(dialogs.open).toContainText('Not trained yet');
  await editor.closeDialog();
  await bar.oneEpoch.click();
  await bar.rests();
  await bar.export.click();
  await expect(dialogs.open).toContainText('after an epoch of training');
  await editor.closeDialog();
  await training.setting('epochs').fill('7');
  await bar.trainTo(7);
  await bar.export.click();
  await expect(dialogs.open).toContainText('after 7 epochs of training');
});

test('training that cannot begin brings the problems forward', async ({ openEditor }) => {
  const editor = await openEditor('?new');
  await editor.palette.append('input');
  await editor.palette.append('linear');
  await editor.bar.train.click();
  await expect(editor.problems).toBeVisible();
  await editor.problems.getByTestId('fix').first().click();
  await expect(editor.canvas.blocks).toHaveCount(3);
});
