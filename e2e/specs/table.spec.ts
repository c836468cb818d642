/** A table that nobody has seen before, from the file to the evaluation: its numbers are drawn anew for every run. */
import { randomInt } from 'node:crypto';
import { Random } from '../../core/random.ts';
import { expect, test } from '../hosts.ts';
import { answersOf, best, confusionOf, mean } from '../reference.ts';

/** Seven classes by name, of different sizes; sorted by code point they are numbered as they stand here. */
const classes = ['Ara', 'Boa', 'Cod', 'Emu', 'Gnu', 'fly', '猫'];
const GAPS = 9;

/** Rows around a middle of their class, a column with gaps, one of words, and one that is the name of the class. */
function randomTable(seed: number) {
  const random = new Random(seed, 'table');
  const middles = classes.map(() => Array.from({ length: 4 }, () => random.normal() * 3));
  const rows = classes.flatMap((name, index) => {
    const [first = 0, ...others] = middles[index] as number[];
    return Array.from({ length: 30 + random.integer(30) }, () => {
      const near = (middle: number) => (middle + random.normal()).toFixed(3);
      // Far from 0 and large beside the others, so that standardising has something to do.
      const cells = [(1000 + 100 * (first + random.normal())).toFixed(1), ...others.map(near)];
      return [...cells, near(0), ['dry', 'wet', 'ice, snow'][random.integer(3)] as string, name];
    });
  });
  const shuffled = random.permutation(rows.length);
  const table = Array.from(shuffled, (row) => [...(rows[row] as string[])]);
  for (let gap = 0; gap < GAPS; gap++) (table[gap * 11] as string[])[4] = '';
  const quoted = (cell: string) => (cell.includes(',') ? `"${cell}"` : cell);
  const lines = [['weight', 'a', 'b', 'c', 'age', 'climate', 'kind'], ...table].map((row) => row.map(quoted).join(','));
  return { csv: new TextEncoder().encode(`\ufeff${lines.join('\r\n')}\r\n`), table };
}

test('a random table of seven classes is looked at, prepared, learnt and evaluated', async ({
  openEditor,
  host,
}, info) => {
  const seed = randomInt(1_000_000);
  info.annotations.push({ type: 'seed', description: String(seed) });
  const { csv, table } = randomTable(seed);
  const editor = await openEditor('?new');
  const { bar, canvas, data, dialogs, evaluation, page, palette, training } = editor;
  const total = table.length;
  const countOf = (name: string) => table.filter((row) => row[6] === name).length;

  await test.step('its columns are told apart', async () => {
    await editor.tab('data').click();
    await data.view('table').click();
    await host.chooseFile(page, 'zoo.csv', csv);
    await data.file.click();
    await expect(data.fileName).toHaveText('zoo.csv');
    await expect(data.target).toHaveValue('kind');
    await expect(data.columns).toHaveCount(7);
    await expect(data.column('age')).toContainText(`${GAPS} missing`);
    await expect(data.column('climate')).toContainText('text (3)');
    // What is not plain numbers is a feature only where it is asked for.
    for (const name of ['age', 'climate']) await expect(data.column(name).getByRole('checkbox')).not.toBeChecked();
    await expect(data.column('kind')).toContainText('target');
    for (const name of ['weight', 'a', 'b', 'c']) await expect(data.column(name).getByRole('checkbox')).toBeChecked();
    await expect(data.column('weight')).toContainText(table[0]?.[0] as string);
    // 'c' is noise to this network until it is asked for again.
    await data.column('c').getByRole('checkbox').uncheck();
    await data.column('c').getByRole('checkbox').check();
  });

  await test.step('the classes are counted in each part', async () => {
    await data.share('valid').fill('15');
    await data.share('test').fill('25');
    await expect(data.share('train')).toHaveValue('60');
    const rows = async (part: 'train' | 'valid' | 'test') => Number(await data.rowCount(part).textContent());
    await expect.poll(() => rows('train')).toBe(total - Math.round(0.15 * total) - Math.round(0.25 * total));
    expect((await rows('train')) + (await rows('valid')) + (await rows('test'))).toBe(total);
    for (const [index, name] of classes.entries()) {
      const line = data.counts.locator('tbody tr').nth(index + 1);
      await expect(line).toContainText(name);
      const counts = (await line.locator('td').allTextContents()).map(Number);
      expect(
        counts.reduce((sum, count) => sum + count, 0),
        name,
      ).toBe(countOf(name));
    }
  });

  await test.step('the features are standardised', async () => {
    const first = data.rows.locator('tbody tr').first().locator('td').first();
    const value = async () => Math.abs(Number(await first.getAttribute('title')));
    // A column so far from the others is standardised without being asked.
    await expect(data.standardize).toBeChecked();
    await expect.poll(value).toBeLessThan(10);
    await data.standardize.uncheck();
    await expect.poll(value).toBeGreaterThan(100);
    await data.standardize.check();
    await expect.poll(value).toBeLessThan(10);
  });

  await test.step('a network that fits is put there and learns', async () => {
    await palette.stack.click();
    await page.getByTestId('stack-hidden').fill('12');
    await dialogs.stackAdd.click();
    await expect(canvas.block('softmax')).toContainText('B × 7');
    await expect(canvas.block('input')).toContainText('B × 4');
    await editor.tab('train').click();
    await training.setPace('full');
    await training.setting('optimizer').selectOption('adam');
    await training.setting('learningRate').fill('0.02');
    await training.setting('epochs').fill('30');
    await bar.trainTo(30);
    // By chance alone a seventh would be right.
    expect(Number(await bar.accuracy.textContent())).toBeGreaterThan(0.5);
  });

  await test.step('the evaluation of the test part is that of its probabilities', async () => {
    const answers = await answersOf(editor, host, 'test');
    await evaluation.view('evaluation').click();
    await evaluation.part.selectOption('test');
    await expect(evaluation.part).toContainText(`test (${answers.p.length})`);
    const right = answers.p.map((row, at) => Number(best(row) === answers.truth[at]));
    await expect.poll(() => evaluation.valueOf('accuracy')).toBeCloseTo(mean(right), 6);
    for (const [index, wanted] of confusionOf(answers).entries()) {
      const line = evaluation.confusion.locator('tbody tr').nth(index);
      await expect(line).toContainText(classes[index] as string);
      expect((await line.locator('td:not(.recall)').allTextContents()).map(Number)).toEqual(wanted);
    }
  });
});

test('a target of prices is to be estimated, one of words to be told apart', { tag: '@browser' }, async ({
  openEditor,
}) => {
  const editor = await openEditor('?new');
  const { data } = editor;
  const lines = Array.from({ length: 60 }, (_, row) => `${row},${row % 2 ? 'flat' : 'house'},${90_000 + 997 * row}`);
  await editor.drop('prices.csv', `area,kind,price\n${lines.join('\n')}\n`);
  await expect(data.fileName).toHaveText('prices.csv');
  const target = editor.page.getByTestId('data-target');
  const task = editor.page.getByTestId('data-task');
  await target.selectOption('price');
  await expect(task).toHaveValue('regression');
  await expect(data.rowCount('train')).toHaveText('48');
  await target.selectOption('kind');
  await expect(task).toHaveValue('');
  await expect(data.rowCount('train')).toHaveText('48');
  await editor.press('Control+z');
  await expect(task).toHaveValue('regression');
});

test('a first row that was taken for names is data where the user says so', { tag: '@browser' }, async ({
  host,
  openEditor,
}) => {
  const editor = await openEditor('?new');
  const { data, page } = editor;
  const header = page.getByTestId('data-header');
  const target = page.getByTestId('data-target');
  const lines = Array.from(
    { length: 59 },
    (_, row) => `${row % 2 ? 'red' : 'green'},${row % 3 ? 'long' : 'round'},fruit`,
  );
  await editor.drop('fruit.csv', `yellow,bent,banana\n${lines.join('\n')}\n`);
  await expect(header).toBeChecked();
  await expect(data.rowCount('train')).toHaveText('47');
  await target.selectOption('yellow');
  await header.uncheck();
  await expect(target).toHaveValue('0');
  await expect(data.rowCount('train')).toHaveText('48');
  // A file of its own for a part is read as the main one is.
  await host.chooseFile(page, 'more.csv', Buffer.from(`yellow,bent,banana\n${lines.slice(0, 9).join('\n')}\n`));
  await page.getByTestId('data-own-test').click();
  await expect(page.getByTestId('data-part')).toHaveValue('test');
  await expect(target).toHaveValue('0');
  await expect(data.rowCount('test')).toHaveText('10');
  await editor.press('Control+z');
  await expect(data.rowCount('test')).toHaveText('6');
  await page.getByTestId('data-task').selectOption('classification');
  await header.check();
  await expect(target).toHaveValue('yellow');
  await expect(page.getByTestId('data-task')).toHaveValue('classification');
  await editor.press('Control+z');
  await expect(header).not.toBeChecked();
  await expect(target).toHaveValue('0');
  await expect(data.rowCount('train')).toHaveText('48');
});

test('saying what a first row is, and taking it back, leaves the training as it was', { tag: '@browser' }, async ({
  openEditor,
}) => {
  const editor = await openEditor('?example=xor');
  const { bar, page } = editor;
  const header = page.getByTestId('data-header');
  const lines = Array.from({ length: 60 }, (_, row) => `${row % 7},${row % 5},${row % 2 ? 'odd' : 'even'}`);
  await editor.drop('numbers.csv', `a,b,kind\n${lines.join('\n')}\n`);
  await expect(header).toBeChecked();
  const stale = page.locator('.metrics.stale');
  const loss = await bar.firstEpoch();
  await editor.tab('data').click();
  await header.uncheck();
  await expect(stale).toBeVisible();
  await header.check();
  await expect(stale).toHaveCount(0);
  await expect(bar.loss).toHaveText(loss ?? '');
});
