import { expect, test } from 'vitest';
import type { RunRecord } from '../../../core/project/runLog.ts';
import { newProject } from '../../store/newProject.ts';
import { runsCsv } from './runsCsv.ts';

const { training, data, graph } = newProject();
const report = { epoch: 1, step: 20, loss: 0.5, accuracy: 0.5, validLoss: null, validAccuracy: null };
const run: RunRecord = {
  ...{ id: 'a', startedAt: 0, graph, data, training, backend: 'webasm', ending: 'epochs' },
  name: 'a, "b"',
  reports: [{ ...report, learningRate: 0.1, seconds: 0.5 }],
};

test('the table has a row a run and a column a setting', () => {
  const [header = '', line = ''] = runsCsv([run]).split('\r\n');
  const names = ['name', 'graph', 'testAccuracy', 'loss', 'millisecondsPerStep', 'optimizer.learningRate', 'seed'];
  expect(header.split(',')).toEqual(expect.arrayContaining(names));
  expect(line).toContain('webasm');
  expect(line).toContain('"a, ""b"""');
});
