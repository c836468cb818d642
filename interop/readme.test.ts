/** What the README of an export tells its reader to type is typed, word for word, in a fresh folder. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ExportModel } from '../core/exchange/target.ts';
import { exportModel, type TargetName, targetOf } from '../core/exchange/targets.ts';
import { writeFiles } from './cases.ts';
import { hasPackages, python } from './python.ts';
import { exampleWithData } from './trainings.ts';

const packages = path.join(import.meta.dirname, '../node_modules');
let folder = '';
let model: ExportModel;
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'gradwire-readme-'));
  const { project, ...rest } = await exampleWithData('residual');
  model = { ...rest, project: { ...project, training: { ...project.training, epochs: 2 } } };
  // Commands that readers have under these names; the options go around a fault of Debian's torchrun.
  command('python', `exec ${python} "$@"`);
  command('torchrun', `exec ${python} -m torch.distributed.run -r 1 -t 1 "$@"`);
  command('pip', 'exit 0');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function command(name: string, script: string): void {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

/** Runs a program as a reader would; throws what it said where it failed. */
function run(program: string, args: readonly string[], cwd: string): string {
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}`, OMP_NUM_THREADS: '1' };
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    env,
    encoding: 'utf8',
    timeout: 240_000,
    killSignal: 'SIGKILL',
  });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}:\n${stderr}`);
  return stdout;
}

/** An export in a folder of its own, with what its README says in each language. */
function written(target: TargetName): { cwd: string; name: string; blocks: (language: string) => readonly string[] } {
  const name = `residual ${target}`;
  writeFiles(path.join(folder, name), exportModel(target, model, name));
  const readme = readFileSync(path.join(folder, name, 'README.md'), 'utf8');
  const blocks = (language: string) =>
    [...readme.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, code = '']) => code);
  return { cwd: path.join(folder, name), name, blocks };
}

it.skipIf(!hasPackages('torch', 'numpy'))('PyTorch: installs, predicts and trains, alone and in two processes', () => {
  const { cwd, name, blocks } = written('pytorch');
  for (const code of blocks('python')) run('python', ['-c', `${code}\nassert answer.shape == (1, 2)`], cwd);
  const shells = blocks('sh');
  expect(shells.join('')).toContain('torchrun');
  for (const lines of shells) run('sh', ['-e', '-c', lines], cwd);
  run('python', ['-c', 'from model import load\nload("trained.safetensors")'], cwd);
  expect(run('sh', ['-e', '-c', targetOf('pytorch').usage(name)], folder)).toContain('Linear(');
});

it('JavaScript: predicts in Node from the folder around it, alone and with GPU.js', () => {
  const { name, blocks } = written('js');
  mkdirSync(path.join(folder, 'node_modules'));
  symlinkSync(path.join(packages, 'gpu.js'), path.join(folder, 'node_modules/gpu.js'));
  for (const lines of blocks('sh')) expect(lines).toBe('npm install gpu.js\n');
  const [alone = '', accelerated = ''] = blocks('js');
  const answers = [
    `${alone}\nconsole.log(JSON.stringify(answers));`,
    `${accelerated}\nconsole.log(JSON.stringify(predict([[0, 0]])));`,
    `const rows = [[0, 0]];\n${targetOf('js').usage(name)}\nconsole.log(JSON.stringify(answers));`,
  ].map((code) => {
    writeFileSync(path.join(folder, 'run.mjs'), code);
    return JSON.parse(run(process.execPath, ['run.mjs'], folder)) as number[][];
  });
  for (const answer of answers) {
    expect(answer[0]).toHaveLength(2);
    expect(answer[0]?.[0]).toBeCloseTo(answers[0]?.[0]?.[0] as number, 5);
  }
});

it('JSON: the numbers are read in Node', () => {
  writeFiles(folder, exportModel('json', model, 'net w.json'));
  const code = `${targetOf('json').usage('net w.json')}\nconsole.log(weights['linear1.bias'].shape.join());`;
  writeFileSync(path.join(folder, 'run.mjs'), code);
  expect(run(process.execPath, ['run.mjs'], folder)).toBe('8\n');
});

it.skipIf(!hasPackages('numpy'))('npz: the arrays are read in NumPy', () => {
  writeFiles(folder, exportModel('npz', model, 'net w.npz'));
  const code = `${targetOf('npz').usage('net w.npz')}\nprint(weights['linear1.bias'].shape)`;
  expect(run('python', ['-c', code], folder)).toBe('(8,)\n');
});
