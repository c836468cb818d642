import { expect, it } from 'vitest';
import { readProject } from '../../project/file.ts';
import type { RunRecord } from '../../project/runLog.ts';
import { classifier, residual } from '../../testing/networks.ts';
import { writeReport } from './index.ts';

const projectOf = (graph: typeof classifier) => {
  const read = readProject(JSON.stringify({ format: 'gradwire', version: 1, graph }), 'p');
  return (read as Extract<typeof read, { ok: true }>).value;
};
const record = (id: string, graph: typeof classifier, more: Partial<RunRecord> = {}): RunRecord => {
  const { data, training } = projectOf(graph);
  const reports = [1, 2, 3].map((epoch) => ({
    ...{ epoch, step: 10 * epoch, loss: 1 / epoch, accuracy: 0.5, validLoss: 2 / epoch, validAccuracy: null },
    ...{ learningRate: 0.1, seconds: 1 },
  }));
  return { id, startedAt: 0, graph, data, training, backend: 'webasm', ending: 'epochs', reports, ...more };
};
const test = {
  ...{ rows: 4, loss: 0.5, accuracy: 0.75, classes: ['<b>', '犬'] },
  confusion: [
    [2, 1],
    [0, 1],
  ],
};
const runs = [
  record('a', classifier, { name: 'first | <try>', note: 'line\n# no heading', best: true, test }),
  record('b', residual, { training: { ...projectOf(residual).training, batchSize: 32 } }),
  record('c', classifier, { resumed: { run: 'a', epoch: 2 } }),
].map((run, index) => ({ run, number: index + 1 }));
const report = (language: 'en' | 'ja', of = runs) => {
  const files = writeReport({
    ...{ name: 'News', language, runs: of },
    ...{ settingLabel: (name) => `«${name}»`, endingLabel: () => '…', moment: () => 'then' },
  });
  return new Map([...files].map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]));
};

it('every picture that the page shows is there, and no other', () => {
  for (const of of [runs, runs.slice(1, 2), [{ number: 1, run: record('x', classifier, { reports: [] }) }]]) {
    const files = report('en', of);
    const shown = [...(files.get('report.md') ?? '').matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, name]) => name);
    expect([...new Set(shown)].sort()).toEqual([...files.keys()].filter((name) => name.endsWith('.svg')).sort());
    for (const name of shown) expect(files.get(name as string)).not.toMatch(/NaN|Infinity|undefined/);
  }
});

it('tells what the runs were and what they came to', () => {
  const files = report('en');
  const page = files.get('report.md') ?? '';
  expect(page).toMatch(/^# News: trainings\n/);
  expect(page).toContain('#1 first \\| \\<try\\> ★'.replace('#', '\\#'));
  expect(page).toContain('> line\n> \\# no heading');
  expect(page).toContain('| «batchSize» | 16 | 32 | 16 |');
  expect(page).toContain('Test part, 4 rows: loss 0.5000, accuracy 75.00 %.');
  expect(page).toContain('It went on from epoch 2 of \\#1.');
  expect(page).toContain('| «seed» | 1 |');
  // Two of the runs have one network, and one picture of it.
  expect([...files.keys()].filter((name) => name.startsWith('network-'))).toHaveLength(2);
  const confusion = files.get('run-1-confusion.svg') ?? '';
  expect(confusion).toContain('&lt;b&gt;');
  expect(confusion).toContain('犬');
});

it('speaks Japanese', () => {
  const files = report('ja');
  expect(files.get('report.md')).toContain('## 異なる設定');
  // But for the names of files and those that the test has put in.
  const page = (files.get('report.md') ?? '').replace(/\(\S+\.svg\)|«[^»]*»/g, '');
  expect(page).not.toMatch(/\b(run|loss|accuracy|epochs?|settings)\b/i);
  expect(files.get('loss.svg')).toContain('エポックごとの損失');
});

it('a run that lasted very long is drawn with as many points as can be seen', () => {
  const [one] = record('x', classifier).reports;
  const reports = Array.from({ length: 200_000 }, (_, index) => ({ ...one, epoch: index + 1 })) as never;
  const files = report('en', [{ number: 1, run: record('x', classifier, { reports }) }]);
  expect((files.get('run-1-loss.svg') ?? '').length).toBeLessThan(50_000);
});
