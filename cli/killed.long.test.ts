/**
 * A training that is killed at any moment: what it leaves is whole, and it ends as if nothing had been. How many times is
 * said by GRADWIRE_KILLS; `GRADWIRE_KILLS=50 npm run test:long`.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { validate } from '../core/graph/validate.ts';
import { unwrap } from '../core/problem.ts';
import { checkpointName } from '../core/project/checkpoints.ts';
import { readProject } from '../core/project/file.ts';
import { readModel, trainingState } from '../core/project/model.ts';
import { readRunLog } from '../core/project/runLog.ts';
import { Random } from '../core/random.ts';
import { chain } from '../core/testing/networks.ts';
import { root } from './testing/gradwire.ts';

const KILLS = Number(process.env.GRADWIRE_KILLS ?? 10);
const SEED = Number(process.env.GRADWIRE_SEED ?? 1);
const EPOCHS = 30;

const folder = mkdtempSync(path.join(os.tmpdir(), 'gradwire-killed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Checkpoints of a few megabytes: writing one takes about as long as an epoch, so that kills fall into both.
const graph = chain(
  64,
  [
    ['linear1', 'linear', { units: 1024 }],
    ['relu1', 'relu'],
    ['dropout1', 'dropout'],
    ['linear2', 'linear', { units: 10 }],
  ],
  ['loss', 'crossEntropy', {}],
);
const text = JSON.stringify({
  format: 'gradwire',
  version: 1,
  graph,
  data: { source: { kind: 'generated', generator: 'digits', samples: 400 } },
  training: { optimizer: { type: 'adam', learningRate: 0.001 }, batchSize: 32, epochs: EPOCHS },
});
const project = unwrap(readProject(text, 'project'));
const network = unwrap(validate(project.graph));

interface Place {
  readonly at: string;
  readonly project: string;
  readonly checkpoints: string;
  readonly out: string;
  readonly log: string;
}

function place(name: string): Place {
  const at = path.join(folder, name);
  mkdirSync(path.join(at, 'kept'), { recursive: true });
  writeFileSync(path.join(at, 'p.gradwire'), text);
  const file = (of: string) => path.join(at, of);
  return {
    at,
    project: file('p.gradwire'),
    checkpoints: file('kept'),
    out: file('w.safetensors'),
    log: file('l.jsonl'),
  };
}

function start(to: Place, resume?: string): ChildProcess {
  const main = ['--import', 'tsx', path.join(root, 'cli', 'main.ts')];
  const options = ['--checkpoints', to.checkpoints, '--out', to.out, '--log', to.log, '--backend', 'webasm', '--json'];
  const from = resume === undefined ? [] : ['--resume', resume];
  const args = [...main, 'train', to.project, ...options, ...from];
  return spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
}

const ends = (child: ChildProcess) => new Promise<number | null>((resolve) => child.on('close', resolve));
const isCheckpoint = (name: string) => name.startsWith('epoch-');
const temporaries = (at: string) => readdirSync(at).filter((name) => name.endsWith('.tmp'));

/** Settles at the `count`th change in a folder that `counts`. */
function changes(at: string, count: number, counts: (name: string) => boolean): Promise<void> {
  return new Promise((resolve) => {
    let seen = 0;
    const watcher = watch(at, (_, name) => {
      if (name === null || !counts(name)) return;
      seen += 1;
      if (seen < count) return;
      watcher.close();
      resolve();
    });
  });
}

const figures = (line: string) => ({ ...JSON.parse(line), seconds: 0 });
const linesOf = (file: string) => readFileSync(file, 'utf8').split('\n');

it(`killed ${KILLS} times it leaves sound checkpoints and resumes from the last, bit for bit`, async () => {
  const whole = place('whole');
  const undisturbed = changes(whole.checkpoints, 1, isCheckpoint).then(() => performance.now());
  expect(await ends(start(whole))).toBe(0);
  const lasted = performance.now() - (await undisturbed);
  const wanted = readFileSync(whole.out);
  const wantedLines = linesOf(whole.log).filter(Boolean).map(figures);
  const random = new Random(SEED, 'kills');
  let [within, after] = [0, 0];
  for (let time = 0; time < KILLS; time++) {
    const to = place(String(time));
    // A file from an earlier training must outlive the kill whole.
    copyFileSync(whole.out, to.out);
    writeFileSync(to.log, '');
    const moment = Math.floor(random.uniform(1, EPOCHS + 1));
    const first = changes(to.checkpoints, 1, isCheckpoint);
    const inWriting = changes(to.checkpoints, moment, (name) => name.endsWith('.tmp'));
    const child = start(to);
    const closed = ends(child);
    await Promise.race([first, closed]);
    // Half of them at any moment, half as soon as a certain file is begun.
    if (time % 2 === 0) await new Promise((resolve) => setTimeout(resolve, random.uniform(0, lasted)));
    else await Promise.race([inWriting, closed]);
    child.kill('SIGKILL');
    await closed;

    const left = [...temporaries(to.checkpoints), ...temporaries(to.at)];
    expect(left.length).toBeLessThan(2);
    if (left.length > 0) within += 1;
    const names = readdirSync(to.checkpoints).filter(isCheckpoint);
    expect(names.length).toBeGreaterThan(0);
    names.forEach((name, index) => {
      expect(name).toBe(checkpointName(index + 1));
      const model = unwrap(readModel(readFileSync(path.join(to.checkpoints, name)), name));
      expect(unwrap(trainingState(model, network, project, name)).epoch).toBe(index + 1);
    });
    expect(readFileSync(to.out).equals(wanted)).toBe(true);
    // The log has whole lines only, one for each epoch that came to its end.
    const lines = linesOf(to.log);
    expect(lines.pop()).toBe('');
    expect(lines.map(figures)).toEqual(wantedLines.slice(0, lines.length));
    expect(lines.length).toBeGreaterThanOrEqual(names.length);

    const last = path.join(to.checkpoints, names.at(-1) as string);
    if (names.length < EPOCHS) rmSync(to.out);
    else after += 1;
    expect(await ends(start(to, last))).toBe(0);
    expect(readFileSync(to.out).equals(wanted)).toBe(true);
    expect(linesOf(to.log).filter(Boolean).map(figures)).toEqual(wantedLines);
    if (names.length < EPOCHS) expect([...temporaries(to.checkpoints), ...temporaries(to.at)]).toEqual([]);
    const log = path.join(to.at, 'p.runs', 'runs.jsonl');
    if (existsSync(log)) expect(readRunLog(readFileSync(log, 'utf8'), log).problems).toEqual([]);
    rmSync(to.at, { recursive: true, force: true });
  }
  console.log(`${KILLS} kills: ${within} within a write, ${after} after the last epoch`);
  if (KILLS >= 10) expect(within).toBeGreaterThan(0);
}, 3_600_000);
