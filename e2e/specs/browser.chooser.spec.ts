/** Where a browser gives no handles of files, the app asks by an input, and hears the answer whenever it comes. */
import { chain } from '../../core/testing/networks.ts';
import { expect, test } from '../hosts.ts';
import { Editor } from '../pages/editor.ts';

test.use({ v8Flags: ['--expose-gc'] });

test('a file is heard of though garbage is collected while its dialog is open', async ({ host }) => {
  const { page } = await host.launch({ query: '?new&lang=en', once: true });
  const editor = new Editor(page);
  const { data } = editor;
  await editor.shown();
  const project = {
    ...{ format: 'gradwire', version: 1, name: 'Small' },
    graph: chain(2, [['linear1', 'linear', { units: 2 }]], ['loss', 'crossEntropy']),
    data: { source: { kind: 'table', path: 'small.csv', features: ['a', 'b'], target: 'label' } },
  };
  await editor.drop('small.gradwire', JSON.stringify(project));
  await editor.tab('data').click();
  await expect(data.root).toContainText("The file 'small.csv' is not here.");
  await page.evaluate(() => {
    Object.assign(window, { showOpenFilePicker: undefined });
    setInterval(() => window.gc?.(), 10);
  });

  const chosen = page.waitForEvent('filechooser', { timeout: 10_000 });
  await data.file.click();
  const chooser = await chosen;
  await page.evaluate('gc()');
  const rows = Array.from({ length: 20 }, (_, row) => `${row},${row % 3},${row % 2 ? 'odd' : 'even'}`);
  await chooser.setFiles({
    name: 'small.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`a,b,label\n${rows.join('\n')}\n`),
  });

  await expect(data.column('b').getByRole('checkbox')).toBeChecked();
  await expect(page.locator('input[type=file]')).toHaveCount(0);
});

test('two files of one name are two files, in one project and in two', async ({ host }) => {
  const { page } = await host.launch({ query: '?new&lang=en', once: true });
  const editor = new Editor(page);
  const { data } = editor;
  await editor.shown();
  const rows = (count: number, odd: string) =>
    `a,b,label\n${Array.from({ length: count }, (_, row) => `${row},${row % 3},${row % 2 ? odd : 'even'}`).join('\n')}\n`;
  const sum = async () => {
    const parts = (['train', 'valid', 'test'] as const).map((part) => data.rowCount(part).textContent());
    return (await Promise.all(parts)).reduce((all, text) => all + Number(text), 0);
  };
  await editor.drop('data.csv', rows(40, 'odd'));
  await expect(data.fileName).toHaveText('data.csv');
  await expect.poll(sum).toBe(40);
  await editor.drop('data.csv', rows(60, 'other'));
  await expect(data.fileName).toHaveText('data (2).csv');
  await expect.poll(sum).toBe(60);
  // The first one is still what it was; and given once more it is no third one.
  await editor.press('Control+z');
  await expect(data.fileName).toHaveText('data.csv');
  await expect.poll(sum).toBe(40);
  await editor.drop('data.csv', rows(60, 'other'));
  await expect(data.fileName).toHaveText('data (2).csv');
  await expect.poll(sum).toBe(60);
});
