/** How good a network is: the app's figures are those that its probabilities come to. */
import type { Locator } from '@playwright/test';
import { expect, test } from '../hosts.ts';
import type { Editor } from '../pages/editor.ts';
import { type Answers, answersOf, best, bitsOf, confusionOf, mean, scoreOf } from '../reference.ts';

const numbersOf = async (cells: Locator) => (await cells.allTextContents()).map(Number);

async function trained(editor: Editor, epochs: number): Promise<void> {
  const { bar, training } = editor;
  await training.setPace('full');
  await training.setting('epochs').fill(String(epochs));
  await bar.trainTo(epochs);
}

/** Holds everything that the Evaluation view says of a part against the probabilities. */
async function agrees({ evaluation }: Editor, answers: Answers): Promise<void> {
  const { truth, p } = answers;
  const bits = bitsOf(answers);
  const right = p.map((row, index) => best(row) === truth[index]);
  await expect(evaluation.confusion.locator('tbody tr')).toHaveCount(p[0]?.length ?? 0);
  for (const [index, wanted] of confusionOf(answers).entries()) {
    const cells = evaluation.confusion.locator('tbody tr').nth(index).locator('td:not(.recall)');
    expect(await numbersOf(cells), `true class ${index}`).toEqual(wanted);
    const row = evaluation.classes.locator('tbody tr').nth(index).locator('td');
    const shown = await numbersOf(row);
    const mine = bits.filter((_, at) => truth[at] === index);
    const score = scoreOf(answers, index);
    for (const [at, value] of score.entries()) expect(shown[at], `class ${index}`).toBeCloseTo(value, 3);
    if (mine.length > 0) expect((shown[4] as number) / mean(mine)).toBeCloseTo(1, 2);
  }
  const nats = mean(bits) * Math.LN2;
  const entropy = mean(p.map((row) => row.reduce((sum, q) => (q > 0 ? sum - q * Math.log(q) : sum), 0)));
  expect(await evaluation.valueOf('accuracy')).toBeCloseTo(mean(right.map(Number)), 6);
  expect(await evaluation.valueOf('loss')).toBeCloseTo(nats, 4);
  expect(await evaluation.valueOf('crossEntropy')).toBeCloseTo(nats, 4);
  expect(await evaluation.valueOf('entropy')).toBeCloseTo(entropy, 4);
  expect(await evaluation.valueOf('perplexity')).toBeCloseTo(Math.exp(nats), 3);
  const squares = p.map((row, at) => row.reduce((sum, q, c) => sum + (q - (truth[at] === c ? 1 : 0)) ** 2, 0));
  expect(await evaluation.valueOf('brier')).toBeCloseTo(mean(squares), 4);

  const sure = p.map((row) => Math.max(...row));
  let error = 0;
  for (let bin = 0; bin < 10; bin++) {
    const rows = sure.flatMap((q, at) => (q > bin / 10 && q <= (bin + 1) / 10 ? [at] : []));
    await expect(evaluation.bins.nth(bin)).toHaveAttribute('data-rows', String(rows.length));
    if (rows.length === 0) continue;
    const accuracy = mean(rows.map((at) => Number(right[at])));
    error += (rows.length / p.length) * Math.abs(accuracy - mean(rows.map((at) => sure[at] as number)));
  }
  expect(await evaluation.valueOf('calibrationError')).toBeCloseTo(error, 4);
}

test('the digits: figures, mistakes and information are those of the probabilities', { tag: '@browser' }, async ({
  openEditor,
  host,
}) => {
  const editor = await openEditor('?example=digits');
  const { evaluation, stepper } = editor;
  await evaluation.view('evaluation').click();
  await expect(evaluation.untrained.getByRole('button', { name: 'Train first' })).toBeEnabled();
  await evaluation.view('training').click();
  await trained(editor, 2);
  const answers = await answersOf(editor, host, 'valid');
  const bits = bitsOf(answers);
  await evaluation.view('evaluation').click();
  await test.step('figures', () => agrees(editor, answers));

  await test.step('shares of the true class', async () => {
    await evaluation.shares.click();
    const [first = []] = confusionOf(answers);
    const share = `${Math.round((100 * (first[0] as number)) / first.reduce((sum, count) => sum + count, 0))}%`;
    await expect(evaluation.confusion.locator('tbody td').first()).toHaveText(share);
  });

  await test.step('the matrix by keyboard', async () => {
    const counts = confusionOf(answers);
    const [first = []] = counts;
    const column = first.findIndex((count) => count > 0);
    const below = counts.findIndex((line, row) => row > 0 && (line[column] ?? 0) > 0);
    const [truth, predicted] = below < 0 ? [0, column] : [below, column];
    await evaluation.shares.focus();
    await editor.press('Tab', 'Tab', 'ArrowDown', 'Enter');
    await expect(evaluation.filter('truth')).toHaveValue(String(truth));
    await expect(evaluation.filter('predicted')).toHaveValue(String(predicted));
    await evaluation.view('evaluation').click();
  });

  const wrong = answers.p.flatMap((row, at) => (best(row) === answers.truth[at] ? [] : [at]));
  wrong.sort((a, b) => (bits[b] as number) - (bits[a] as number));
  const [worst = -1] = wrong;
  await test.step('the worst mistakes come first', async () => {
    await evaluation.root.getByRole('button', { name: 'Worst mistakes' }).click();
    await expect(evaluation.mistakes).toHaveCount(wrong.length);
    expect(await numbersOf(evaluation.mistakes.locator('td:first-child'))).toEqual(wrong);
    await expect(evaluation.mistakes.first()).toContainText((bits[worst] as number).toPrecision(4));
  });

  await test.step('the information of a row, in bits and in nats', async () => {
    const p = answers.p[worst] as readonly number[];
    await expect(evaluation.row).toHaveValue(String(worst));
    const shown = evaluation.table.locator('td[data-value]');
    const values = await shown.evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute('data-value'))));
    for (const [index, q] of p.entries()) {
      expect(values[2 * index]).toBeCloseTo(q, 5);
      expect(values[2 * index + 1]).toBeCloseTo(-Math.log(q), 3);
    }
    await expect(evaluation.quantity('information')).toContainText((bits[worst] as number).toPrecision(4));
    await evaluation.unit('nats').click();
    await expect(evaluation.quantity('information')).toContainText(((bits[worst] as number) * Math.LN2).toPrecision(4));
    await expect(evaluation.quantity('entropy')).toContainText(
      p.reduce((sum, q) => sum - q * Math.log(q), 0).toPrecision(4),
    );
  });

  await test.step('the rows of a class, by keyboard', async () => {
    await evaluation.filter('truth').selectOption('3');
    const mine = answers.truth.flatMap((one, at) => (one === 3 ? [at] : []));
    await expect(evaluation.mistakes).toHaveCount(mine.length);
    await evaluation.mistakes.nth(1).getByRole('button').focus();
    await editor.press('Enter');
    await expect(evaluation.mistakes.nth(1)).toHaveAttribute('aria-current', 'true');
    await expect(evaluation.row).toHaveValue(
      (await evaluation.mistakes.nth(1).getByRole('button').textContent()) ?? '',
    );
  });

  await test.step('a row is stepped through', async () => {
    await evaluation.row.fill('7');
    await expect(evaluation.information).toContainText('Row 7');
    await evaluation.step.click();
    await stepper.at(0);
    await expect(editor.page.getByTestId('tape-first')).toHaveValue('7');
    await expect(editor.page.getByTestId('tape-rows')).toHaveValue('1');
  });
});

test('after an edit the evaluation is marked as stale, and undoing it brings it back', { tag: '@browser' }, async ({
  openEditor,
}) => {
  const editor = await openEditor('?example=xor');
  const { bar, canvas, evaluation, inspector } = editor;
  await trained(editor, 5);
  await evaluation.view('evaluation').click();
  const accuracy = await evaluation.figure('accuracy').textContent();
  await expect(evaluation.stale).toHaveCount(0);
  await canvas.select('linear1');
  await inspector.param('units').fill('3');
  await expect(evaluation.stale).toBeVisible();
  await expect(evaluation.figure('accuracy')).toHaveText(accuracy ?? '');
  await bar.undo.click();
  await expect(evaluation.stale).toHaveCount(0);
  await inspector.param('units').fill('3');
  await evaluation.stale.getByRole('button').click();
  await expect(evaluation.stale).toHaveCount(0);
  await bar.rests();
  await expect(evaluation.root).toContainText('epoch 5');
});

test('typed probabilities: a bit is the answer to a question of yes or no', { tag: '@browser' }, async ({
  openEditor,
}) => {
  const editor = await openEditor('?new');
  const { evaluation } = editor;
  await evaluation.view('rows').click();
  await evaluation.ownClasses.fill('3');
  for (const [index, p] of [0.5, 0.25, 0.25].entries()) await evaluation.typed('p', index).fill(String(p));
  await expect(evaluation.quantity('information')).toContainText('1.000');
  await expect(evaluation.quantity('entropy')).toContainText('1.500');
  await evaluation.typed('t', 0).fill('0.5');
  await evaluation.typed('t', 1).fill('0.5');
  await expect(evaluation.quantity('crossEntropy')).toContainText('1.500');
  await expect(evaluation.quantity('divergence')).toContainText('0.5000');
  await evaluation.typed('p', 0).fill('1');
  await expect(evaluation.information).toContainText('add up to 1.500');
  await evaluation.information.getByRole('button', { name: 'Divide by the sum' }).click();
  await expect(evaluation.typed('p', 0)).toHaveValue('0.6667');
});

test('numbers have errors in place of classes, and the evaluation is taken out', { tag: '@browser' }, async ({
  openEditor,
  host,
}) => {
  const editor = await openEditor('?example=plane');
  const { evaluation, page } = editor;
  await trained(editor, 3);
  await evaluation.view('evaluation').click();
  const rmse = await evaluation.valueOf('rmse');
  expect(rmse ** 2).toBeCloseTo(await evaluation.valueOf('loss'), 5);
  const file = (name: string) =>
    host.fileFrom(page, () =>
      evaluation.root.getByRole('button', { name: `Export the evaluation as ${name}` }).click(),
    );
  expect((await file('CSV')).toString()).toContain(`root mean squared error,${rmse}\r\n`);
  expect((await file('Markdown')).toString()).toContain(`| root mean squared error | ${rmse.toPrecision(4)} |`);
  await evaluation.view('rows').click();
  await expect(evaluation.mistakes).toHaveCount(100);
  await expect(evaluation.information).toContainText('gives no probabilities');
});
