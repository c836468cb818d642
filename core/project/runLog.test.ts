import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifier } from '../testing/networks.ts';
import { readProject, writeProject } from './file.ts';
import { deletionLine, type RunRecord, readRunLog, remarkLine, runLine } from './runLog.ts';

const read = readProject(JSON.stringify({ format: 'gradwire', version: 1, graph: classifier }), 'p');
const { graph, data, training } = (read as Extract<typeof read, { ok: true }>).value;
const report = { epoch: 1, step: 3, loss: 0.5, accuracy: 0.75, validLoss: null, validAccuracy: null };
const record: RunRecord = {
  id: 'a',
  startedAt: 1_700_000_000_000,
  ...{ graph, data, training },
  backend: 'webasm',
  ending: 'epochs',
  reports: [{ ...report, learningRate: 0.1, seconds: 1.5 }],
};
const test = {
  rows: 3,
  loss: 1,
  accuracy: 2 / 3,
  classes: ['猫', 'b'],
  confusion: [
    [1, 0],
    [1, 1],
  ],
};

describe('a run log', () => {
  it('gives back what was written down', () => {
    const second = {
      ...record,
      id: 'b',
      resumed: { run: 'a', epoch: 1 },
      test,
      name: '名前',
      note: 'x\ny',
      best: true,
    };
    const { runs, problems } = readRunLog(runLine(record) + runLine(second), 'runs.jsonl');
    expect(runs).toEqual([record, second]);
    expect(problems).toEqual([]);
    expect(writeProject({ name: '', ...runs[0] } as never)).toBe(writeProject({ name: '', ...record } as never));
  });

  it('adds remarks, replaces records and forgets what was deleted', () => {
    const lines = [
      runLine(record),
      runLine({ ...record, id: 'b' }),
      remarkLine('a', { name: 'first', best: true }),
      remarkLine('a', { best: false }),
      remarkLine('nobody', { note: 'of a run that is not there' }),
      deletionLine('b'),
      runLine({ ...record, id: 'c' }),
      runLine({ ...record, id: 'c', ending: 'paused' }),
    ];
    const { runs, problems } = readRunLog(lines.join(''), 'runs.jsonl');
    expect(problems).toEqual([]);
    expect(runs.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(runs[0]).toMatchObject({ name: 'first', best: false, reports: record.reports });
    expect(runs[1]).toMatchObject({ ending: 'paused' });
  });

  it('a result that is no number is left out, the run is not', () => {
    const line = runLine({ ...record, test: { ...test, loss: Number.NaN } });
    expect(readRunLog(line, 'f').runs).toEqual([record]);
  });

  it('lines that are no runs are one warning, and no other line suffers', () => {
    const bad = [
      runLine(record).slice(0, 40),
      'null',
      '[]',
      '{"id":"../up","deleted":true}',
      JSON.stringify({ ...record, id: 'x', graph: 'text' }),
      JSON.stringify({ ...record, id: 'x', reports: [{ ...record.reports[0], loss: null }] }),
      JSON.stringify({ ...record, id: 'x', test: { ...test, confusion: [[1]], classes: 3 } }),
      JSON.stringify({ ...record, id: 'x', test: { ...test, confusion: [[1, 2]] } }),
      JSON.stringify({ ...record, id: 'x', startedAt: 1e300 }),
      JSON.stringify({ id: 'a', nonsense: 1 }),
    ];
    const { runs, problems } = readRunLog(`${bad.join('\n')}\n\n${runLine(record)}`, 'runs.jsonl');
    expect(runs).toEqual([record]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ severity: 'warning', code: 'badRunLines' });
    expect(problems[0]?.message).toContain('(10): 1, 2, 3, 4, 5 …');
  });

  it('whatever a file holds, it is read', () => {
    const line = runLine(record).trim();
    const garbled = fc.oneof(
      fc.string(),
      fc.json(),
      fc.tuple(fc.nat(line.length), fc.string()).map(([at, text]) => line.slice(0, at) + text + line.slice(at + 1)),
    );
    fc.assert(
      fc.property(fc.array(garbled), (lines) => {
        const { runs, problems } = readRunLog(`${lines.join('\n')}\n${line}\n`, 'f');
        expect(runs.some(({ id }) => id === 'a')).toBe(true);
        expect(problems.length).toBeLessThan(2);
      }),
    );
  });
});
