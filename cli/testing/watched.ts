import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './gradwire.ts';

/** How a call of the command line went. */
export interface Watched {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
  /** The most memory it held, in bytes, as Linux tells. */
  readonly peak: number;
  /** Milliseconds from the interruption, else from the start, to the end. */
  readonly lasted: number;
}

/** Runs the command line and watches its memory; `stopAfter` milliseconds it is interrupted. */
export function watched(args: readonly string[], stopAfter?: number): Promise<Watched> {
  let from = performance.now();
  const start = ['--import', 'tsx', path.join(root, 'cli', 'main.ts'), ...args];
  const child = spawn(process.execPath, start, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let [output, errors, peak] = ['', '', 0];
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const look = setInterval(() => {
    try {
      const [, kilobytes = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
      peak = Math.max(peak, Number(kilobytes) * 1024);
    } catch {
      // It has just ended.
    }
  }, 20);
  if (stopAfter !== undefined) {
    setTimeout(() => {
      from = performance.now();
      child.kill('SIGINT');
    }, stopAfter);
  }
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearInterval(look);
      resolve({ code, output, errors, peak, lasted: performance.now() - from });
    });
  });
}
