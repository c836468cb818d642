/** Titles as means of word vectors: what is known of them, and what the trained network says of new ones. */
import { expect, test } from '../hosts.ts';

test('a title that was typed shows its known words and the probability of each class', async ({ openEditor }) => {
  const editor = await openEditor('?example=news');
  const { bar, data } = editor;
  await editor.tab('data').click();
  await expect(data.rowCount('train')).toHaveText('4,800');
  await expect(data.coverage('test')).toHaveText('82.5 %');
  await expect(data.rows).toContainText('Linnesnes drone installs as best satellite hits');

  await data.text.fill('Hospital warns Zzyzx patients of "Deadly" virus');
  await expect(data.words).toHaveCount(7);
  await expect(data.unknownWords).toHaveText(['Zzyzx', 'of'].map((word) => new RegExp(`^${word}`)));
  // They are asked of the network once the words are there.
  await expect.poll(async () => (await data.probabilities()).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);

  await bar.train.click();
  await expect.poll(() => bar.epochs(), { timeout: 30_000 }).toBe(30);
  await bar.rests();
  // Health is the third class of b, e, m, t.
  await expect.poll(async () => (await data.probabilities())[2]).toBeGreaterThan(0.95);
});

test('x and y of each part are saved as a table', async ({ openEditor, host }) => {
  const editor = await openEditor('?example=news');
  const { data } = editor;
  await editor.tab('data').click();
  await expect(data.rowCount('train')).toHaveText('4,800');
  const saved = (await host.fileFrom(editor.page, () => data.save('csv').click())).toString();
  const [header = '', first = '', ...rest] = saved.trim().split('\n');
  expect(header.split(',')).toHaveLength(66);
  expect(first.split(',')).toEqual(['train', ...Array(64).fill(expect.stringMatching(/^-?[\d.e-]+$/)), 't']);
  expect(rest).toHaveLength(5999);
});
