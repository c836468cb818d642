import { execFile } from 'node:child_process';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..', '..');
/** The folder of the command line as tests run it. */
export const builtCli = path.join(root, 'dist', 'cli');

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in a process of its own, as a user would but for what `scripts/gradwire.mjs` sets up before. */
export function gradwire(args: readonly string[], cwd = root): Promise<Finished> {
  const main = path.join(builtCli, 'main.js');
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...args], { cwd, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, stdout, stderr });
    });
  });
}
