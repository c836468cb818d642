/** What the command line writes down of its trainings, where the app finds it. */
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRunLog } from '../core/project/runLog.ts';
import { gradwire, root } from './testing/gradwire.ts';

let folder = '';
let project = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'gradwire-history-'));
  project = path.join(folder, 'xor.gradwire');
  copyFileSync(path.join(root, 'examples', 'xor.gradwire'), project);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const runs = () => readRunLog(readFileSync(path.join(folder, 'xor.runs', 'runs.jsonl'), 'utf8'), 'runs.jsonl');
const lines = (name: string) => readFileSync(path.join(folder, name), 'utf8').trimEnd().split('\n');
/** An epoch without what no two trainings have in common. */
const figures = (line: string) => ({ ...JSON.parse(line), seconds: 0 });

describe('train', () => {
  it('notes settings, curves, result and where it went on from', async () => {
    const checkpoints = path.join(folder, 'xor.runs', 'mine');
    const log = path.join(folder, 'whole.jsonl');
    const common = ['train', project, '--epochs', '4'];
    const whole = await gradwire([...common, '--checkpoints', checkpoints, '--log', log, '--json']);
    expect(whole).toMatchObject({ code: 0, stderr: '' });
    const from = path.join(checkpoints, 'epoch-0002.safetensors');
    const resumed = path.join(folder, 'resumed.jsonl');
    // The log of a training that was stopped in the third epoch, its last line cut off.
    writeFileSync(resumed, `${lines('whole.jsonl').slice(0, 3).join('\n').slice(0, -9)}`);
    expect((await gradwire([...common, '--resume', from, '--log', resumed])).code).toBe(0);
    expect(lines('resumed.jsonl').map(figures)).toEqual(lines('whole.jsonl').map(figures));

    const { problems, runs: noted } = runs();
    expect(problems).toEqual([]);
    const saved = JSON.parse(readFileSync(project, 'utf8'));
    expect(noted[0]).toMatchObject({
      graph: saved.graph,
      training: { ...saved.training, epochs: 4 },
      backend: JSON.parse(whole.stdout).backend,
      ending: 'epochs',
      test: JSON.parse(whole.stdout).test,
    });
    expect(noted[0]?.reports.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
    expect(noted[1]?.reports.map(({ epoch }) => epoch)).toEqual([3, 4]);
    expect(noted[1]?.resumed).toEqual({ run: 'mine', epoch: 2 });
    expect(noted[1]?.reports.at(-1)?.validLoss).toBe(noted[0]?.reports.at(-1)?.validLoss);
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'where it cannot be noted, the training is none the worse',
    async () => {
      chmodSync(path.join(folder, 'xor.runs'), 0o500);
      const { code, stderr } = await gradwire(['train', project, '--epochs', '1']);
      chmodSync(path.join(folder, 'xor.runs'), 0o700);
      expect(code).toBe(0);
      expect(stderr).toContain('runs.jsonl');
    },
  );

  it('where a file is in the way of the folder, it is a warning', async () => {
    const other = path.join(folder, 'other.gradwire');
    copyFileSync(project, other);
    writeFileSync(path.join(folder, 'other.runs'), '');
    const { code, stderr } = await gradwire(['train', other, '--epochs', '1']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/other\.runs.runs\.jsonl.*cannot be written/);
  });
});
