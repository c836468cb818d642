import { expect, it } from 'vitest';
import { classifier, residual } from '../../testing/networks.ts';
import { modelOf } from '../../testing/trained.ts';
import type { ExportModel } from '../target.ts';
import { card } from './index.ts';

const files = (more: Partial<ExportModel> = {}, graph = residual) => {
  const written = card.write(modelOf(graph, more), 'folder');
  return new Map([...written].map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]));
};
const report = (epoch: number, loss: number, validLoss: number | null) => {
  return {
    epoch,
    step: epoch * 3,
    loss,
    accuracy: null,
    validLoss,
    validAccuracy: null,
    learningRate: 0.1,
    seconds: 1,
  };
};

it('every picture that the page shows is there, and no other', () => {
  for (const history of [[], [report(1, 1, 0.9), report(2, 0.5, Number.NaN), report(3, 0.25, 0.4)]]) {
    const written = files({ history });
    const shown = [...(written.get('README.md') ?? '').matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, name]) => name);
    expect([...written.keys()].filter((name) => name.endsWith('.svg')).sort()).toEqual(shown.sort());
    for (const name of shown) expect(written.get(name as string)).not.toMatch(/NaN|Infinity|undefined/);
  }
});

it('the graph shows every block and every wire', () => {
  const picture = files().get('graph.svg') ?? '';
  expect(picture.match(/rx="6"/g)?.length).toBe(residual.blocks.length);
  expect(picture.match(/<path/g)?.length).toBe(residual.wires.length);
});

it('names mean nothing to Markdown, HTML or XML', () => {
  const name = '<script>alert(1)</script> [a](b) | `x`\n# y\u0001';
  const project = { ...modelOf(classifier).project, name };
  const written = files({ project }, classifier);
  expect(written.get('README.md')?.split('\n')[0]).toBe(
    '# \\<script\\>alert(1)\\</script\\> \\[a\\](b) \\| \\`x\\` \\# y\u0001',
  );
  expect(written.get('graph.svg')).toContain('<title>&lt;script&gt;alert(1)&lt;/script&gt; [a](b) | `x`\n# y</title>');
});

it('speaks the user’s language, and says the same in each', () => {
  const evaluation = { rows: 3, loss: 0.5, accuracy: 1, confusion: [[3]] };
  const { project } = modelOf(residual);
  const training = {
    ...project.training,
    schedule: { type: 'cosine', warmup: 5 } as const,
    ...{ clipNorm: 0.25, l1: 0.125, earlyStopping: { patience: 7, minDelta: 0.001 } },
  };
  const more = { project: { ...project, training }, history: [report(1, 1, 1), report(2, 1, 1)] };
  const results = [{ part: 'test', evaluation } as const];
  const [english, japanese] = (['en', 'ja'] as const).map((language) => files({ ...more, results, language }));
  const text = japanese?.get('README.md') ?? '';
  for (const word of ['## 学習', '| 学習率の変化 | コサイン |', '| ウォームアップのステップ数 | 5 |', '3 行: 損失']) {
    expect(text).toContain(word);
  }
  expect(text).toContain('7 エポックの間に 0.001');
  expect(japanese?.get('curves.svg')).toContain('>検証<');
  const structure = (page = '') => page.split('\n').map((line) => /^(#+|\||\*|!|```)?/.exec(line)?.[0]);
  expect(structure(text)).toEqual(structure(english?.get('README.md')));
  const numbers = (page = '') => page.match(/\d+(\.\d+)?/g);
  expect(numbers(text)).toEqual(numbers(english?.get('README.md')));
});

it('tells the results with the names of the classes', () => {
  const evaluation = {
    rows: 3,
    loss: 0.5,
    accuracy: 2 / 3,
    confusion: [
      [1, 1, 0],
      [0, 1, 0],
      [0, 0, 0],
    ],
  };
  const preprocessing = { features: ['a', 'b', 'c'], classes: ['cat', 'dog', 'owl'] };
  const text = files({ results: [{ part: 'test', evaluation }], preprocessing }).get('README.md');
  expect(text).toContain('3 rows: loss 0.500000, accuracy 66.67 %.');
  expect(text).toContain('| cat | 1 | 1 | 0 |');
});
