/** Runs other programs for the scripts. Plain JavaScript without dependencies. */
import { spawn } from 'node:child_process';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');

/**
 * Runs a program in the project's folder, its output passed through.
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string>, output?: 'inherit' | 'stderr' | 'ignore' }} [options]
 * @returns {Promise<number>} its exit code
 */
export function run(program, args, { env = {}, output = 'inherit' } = {}) {
  const out = output === 'stderr' ? process.stderr : output;
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['inherit', out, output === 'ignore' ? 'ignore' : 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}

/** Runs a package's script by this Node; no shell, so that it is the same on every system. */
export function runScript(file, args, options) {
  return run(process.execPath, [path.join(root, file), ...args], options);
}
