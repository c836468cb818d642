/** Columns of a table that are no plain numbers: words become features, holes are filled or left out. */
import { expect, test } from '../hosts.ts';

/** Who goes out, by the sky and the heat; every tenth sky and every eighth heat is missing, and two answers are. */
const rows = Array.from({ length: 240 }, (_, row) => {
  const sky = ['sun', 'rain', 'snow, or so'][row % 3] as string;
  const heat = ((row * 7) % 31) - 5;
  const goes = sky === 'sun' || (sky === 'rain' && heat > 15) ? 'yes' : 'no';
  const cells = [row % 10 === 3 ? '' : sky, row % 8 === 5 ? 'NA' : String(heat), `guest ${row}`];
  return [...cells, row === 7 || row === 70 ? '' : goes];
});
const missing = (column: number) => rows.filter((row) => ['', 'NA'].includes(row[column] as string)).length;
const csv = [['sky', 'heat', 'name', 'goes'], ...rows]
  .map((row) => row.map((cell) => `"${cell}"`).join(','))
  .join('\n');
const bytes = new TextEncoder().encode(`${csv}\n`);

test('a column of words and one with holes are chosen, prepared, undone and learnt from', { tag: '@browser' }, async ({
  openEditor,
  host,
}) => {
  const editor = await openEditor('?new');
  const { bar, canvas, data, dialogs, page, palette, training } = editor;
  const features = page.getByTestId('data-facts');
  const total = async () => {
    const counts = await Promise.all(
      (['train', 'valid', 'test'] as const).map((one) => data.rowCount(one).textContent()),
    );
    return counts.reduce((sum, text) => sum + Number(text), 0);
  };

  await test.step('the panel says what each column holds, and what it cannot be', async () => {
    await editor.tab('data').click();
    await data.view('table').click();
    await host.chooseFile(page, 'outings.csv', bytes);
    await data.file.click();
    await expect(data.fileName).toHaveText('outings.csv');
    await data.target.selectOption('goes');
    await expect(data.column('sky')).toContainText(`${missing(0)} missing`);
    await expect(data.column('heat')).toContainText(`${missing(1)} missing`);
    await expect(data.column('name').getByRole('checkbox')).toBeDisabled();
    await expect(data.column('name').locator('.column-type')).toHaveAttribute('title', /More than 64 different values/);
  });

  await test.step('a missing answer is a problem until its rows are left out', async () => {
    await data.column('heat').getByRole('checkbox').check();
    await expect(data.root).toContainText("outings.csv' has an empty cell in row 8, column 'goes'.");
    await data.missing('goes').selectOption('drop');
    await expect(data.leftOut).toHaveText('2');
    await expect.poll(total).toBe(rows.length - 2);
  });

  await test.step('missing numbers are filled, or their rows left out, and that can be undone', async () => {
    await expect(data.missing('heat')).toHaveValue('mean');
    await data.missing('heat').selectOption('drop');
    const left = rows.filter((row) => row[1] === 'NA' || row[3] === '').length;
    await expect(data.leftOut).toHaveText(String(left));
    await expect.poll(total).toBe(rows.length - left);
    await bar.undo.click();
    await expect(data.missing('heat')).toHaveValue('mean');
    await expect(data.leftOut).toHaveText('2');
    await data.missing('heat').selectOption('median');
  });

  await test.step('words become a feature a category, a missing one among them or not', async () => {
    await data.column('sky').getByRole('checkbox').check();
    await expect(features).toContainText('Features5');
    await expect(data.rows.locator('thead')).toContainText('sky=snow, or so');
    await expect(data.rows.locator('thead')).toContainText('sky=?');
    await data.missing('sky').selectOption('drop');
    await expect(features).toContainText('Features4');
    await data.missing('sky').selectOption('category');
    await expect(features).toContainText('Features5');
  });

  await test.step('and the network learns from them', async () => {
    await palette.stack.click();
    await page.getByTestId('stack-hidden').fill('12');
    await dialogs.stackAdd.click();
    await expect(canvas.block('input')).toContainText('B × 5');
    await editor.tab('train').click();
    await training.setPace('full');
    await training.setting('optimizer').selectOption('adam');
    await training.setting('learningRate').fill('0.02');
    await training.setting('epochs').fill('40');
    await bar.trainTo(40);
    expect(Number(await bar.accuracy.textContent())).toBeGreaterThan(0.85);
  });

  await test.step('rows by hand have the same features', async () => {
    await editor.tab('data').click();
    await data.view('hand').click();
    await page.getByTestId('hand-add').click();
    await expect(page.getByTestId('hand-grid').locator('thead')).toContainText('sky=rain');
  });
});

test('in Japanese the choices read as in English', { tag: '@browser' }, async ({ openEditor, host }) => {
  const editor = await openEditor('?new&lang=ja');
  const { data, page } = editor;
  await editor.tab('data').click();
  await data.view('table').click();
  await host.chooseFile(page, 'outings.csv', bytes);
  await data.file.click();
  await data.column('heat').getByRole('checkbox').check();
  await expect(data.column('heat')).toContainText(`欠損 ${missing(1)}`);
  await expect(page.getByRole('combobox', { name: 'heat の欠損値' })).toHaveValue('mean');
  await expect(data.missing('heat').locator('option')).toHaveText([
    '認めない',
    '平均で埋める',
    '中央値で埋める',
    '行を除く',
  ]);
});
