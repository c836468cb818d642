/** Numbers by hand: a textbook's rows and a textbook's weights. */
import { expect, test } from '../hosts.ts';

test('softmax of 6 and 4, typed in, gives 0.88 and 0.12, and is stepped through', async ({ openEditor }) => {
  const editor = await openEditor('?new');
  const { bar, data, page, palette, stepper } = editor;
  for (const type of ['input', 'softmax', 'crossEntropy']) await palette.append(type);
  await editor.tab('data').click();
  await data.view('hand').click();
  await data.hand.add.click();
  await data.hand.cell(0, 0).fill('6');
  await data.hand.cell(0, 1).fill('4');
  await expect(data.hand.answers(0)).toHaveText([/^0\.88/, /^0\.119|^0\.12/]);
  await expect(bar.undo).toHaveAccessibleName('Undo: edit input rows');

  await stepper.start.click();
  const source = page.getByTestId('tape-source');
  await expect(source.getByRole('option', { name: /targets/ })).toBeDisabled();
  await editor.tab('data').click();
  await page.getByTestId('hand-targets').check();
  await editor.tab('step').click();
  await source.selectOption('inputs');
  await stepper.level('matrix');
  await stepper.scrub.fill('1');
  await stepper.at(1);
  const output = async () => (await stepper.tensors()).find(({ name }) => name === 'output')?.values ?? [];
  await expect.poll(async () => (await output()).map((value) => value.toFixed(2))).toEqual(['0.88', '0.12']);
});

test('a tape of typed rows follows them, and rows that do not fit are told of where they are typed', async ({
  openEditor,
}) => {
  const editor = await openEditor('?example=xor');
  const { canvas, data, inspector, page, stepper } = editor;
  const source = page.getByTestId('tape-source');
  const fault = page.getByTestId('hand-inputs').locator('.rows-fault');
  const input = async () => (await stepper.tensors()).find(({ name }) => name === 'output')?.values;
  await editor.tab('data').click();
  await data.view('hand').click();
  await data.hand.add.click();
  await data.hand.cell(0, 0).fill('1');
  await page.getByTestId('hand-targets').check();
  await stepper.start.click();
  await source.selectOption('inputs');
  await stepper.level('matrix');
  await expect.poll(input).toEqual([1, 0]);

  await editor.tab('data').click();
  await data.hand.cell(0, 1).fill('7');
  await editor.tab('step').click();
  await expect(stepper.recordAgain).toBeVisible();
  await stepper.recordAgain.click();
  await expect.poll(input).toEqual([1, 7]);
  await expect(stepper.recordAgain).toHaveCount(0);

  await canvas.select('linear2');
  await inspector.param('units').fill('3');
  await editor.tab('data').click();
  await page.getByTestId('hand-target-0').selectOption('2');
  await canvas.select('linear2');
  await inspector.param('units').fill('2');
  await editor.tab('data').click();
  await expect(page.getByTestId('hand-target-0')).toHaveValue('2');
  await expect(fault).toContainText('none that the network can give');
  await editor.tab('step').click();
  await expect(source.getByRole('option', { name: /do not fit/ })).toBeDisabled();
  await stepper.recordAgain.click();
  await fault.getByRole('button').click();
  await expect(fault).toHaveCount(0);
  await expect(page.getByTestId('hand-target-0')).toHaveValue('1');
});

test('a tape whose update has another learning rate by now is stale', async ({ openEditor }) => {
  const editor = await openEditor('?example=xor');
  const { stepper, training } = editor;
  await stepper.start.click();
  await expect(stepper.title).toBeVisible();
  await editor.tab('train').click();
  await training.setting('learningRate').fill('0.5');
  await editor.tab('step').click();
  await expect(stepper.recordAgain).toBeVisible();
});

test('rows are pasted from a spreadsheet with their targets, and one that is too short is told', async ({
  openEditor,
}) => {
  const editor = await openEditor('?example=xor');
  const { bar, data, dialogs, page } = editor;
  await editor.tab('data').click();
  await data.view('hand').click();
  await data.hand.paste.click();
  const text = page.getByTestId('hand-text');
  await text.fill('1\t1\t0\n-1');
  await expect(dialogs.open.getByRole('button', { name: 'Replace' })).toBeDisabled();
  await text.fill('1\t1\t0\n-1\t1\t1\n');
  await page.getByTestId('hand-replace').click();
  await expect(data.hand.rows).toHaveCount(2);
  await expect(page.getByTestId('hand-target-1')).toHaveValue('1');
  await bar.undo.click();
  await expect(data.hand.rows).toHaveCount(0);
});

test('weights are typed and pasted in their matrix, which the output follows, and undone', async ({ openEditor }) => {
  const editor = await openEditor('?new');
  const { bar, canvas, data, inspector, page, palette } = editor;
  for (const type of ['input', 'linear']) await palette.append(type);
  await inspector.param('units').fill('2');
  for (const type of ['softmax', 'crossEntropy']) await palette.append(type);
  await editor.tab('data').click();
  await data.view('hand').click();
  await data.hand.add.click();
  await data.hand.cell(0, 0).fill('3');
  await data.hand.cell(0, 1).fill('2');

  await canvas.select('linear1');
  await page.getByTestId('edit-weights').click();
  const grid = page.getByRole('grid');
  await page.getByTestId('weight-0-0').click();
  await grid.evaluate((element) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', '2\t0\n0\t2');
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(page.getByTestId('weight-1-1')).toHaveAttribute('title', '2');
  await page.getByRole('combobox', { name: 'Weight' }).selectOption('linear1.bias');
  await page.getByTestId('weight-0-0').click();
  await editor.press('0', 'Enter', '0', 'Enter');
  await page.getByTestId('weight-0-0').click();
  await editor.press('7', 'Escape');
  await expect(page.getByTestId('weight-0-0')).toHaveText('0');
  await editor.closeDialog();
  // 3 · 2 and 2 · 2 are the 6 and 4 of the textbook.
  const answer = data.hand.answers(0).first();
  await expect(answer).toHaveText(/^0\.88/);
  // A cell is a step, and so is a paste.
  for (const step of ['bias', 'bias', 'weight']) {
    await expect(bar.undo, step).toHaveAccessibleName('Undo: edit linear1');
    await bar.undo.click();
    await expect(answer, step).not.toHaveText(/^0\.88/);
  }
  await expect(bar.undo).toHaveAccessibleName('Undo: edit input rows');
});

test('weights that are typed one right after the other are all there, a step each', async ({ openEditor }) => {
  const editor = await openEditor('?new');
  const { bar, canvas, dialogs, inspector, page, palette } = editor;
  for (const type of ['input', 'linear']) await palette.append(type);
  await inspector.param('units').fill('8');
  for (const type of ['softmax', 'crossEntropy']) await palette.append(type);
  await canvas.select('linear1');
  await page.getByTestId('edit-weights').click();
  await dialogs.open.getByRole('combobox').selectOption('linear1.bias');
  await page.getByTestId('weight-0-0').click();
  for (const digit of '12345678') await editor.press(digit, 'Enter');
  const numbers = page.getByRole('gridcell');
  const shown = [...'12345678'].map((digit) => `${digit}.000`);
  await expect(numbers).toHaveText(shown);
  await editor.closeDialog();
  await page.getByTestId('edit-weights').click();
  await dialogs.open.getByRole('combobox').selectOption('linear1.bias');
  await expect(numbers).toHaveText(shown);
  await editor.closeDialog();
  for (let step = 0; step < 8; step++) {
    await expect(bar.undo).toHaveAccessibleName('Undo: edit linear1');
    await bar.undo.click();
  }
  await expect(bar.undo).not.toHaveAccessibleName('Undo: edit linear1');
});
