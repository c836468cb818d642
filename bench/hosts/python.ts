import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Answer, Contestant } from '../contest.ts';
import { Session } from './session.ts';

const PYTHON = '/usr/bin/python3';
const script = fileURLToPath(new URL('../systems/pytorch.py', import.meta.url));

/** Whether there is a Python with PyTorch. */
export function hasPytorch(): boolean {
  return spawnSync(PYTHON, ['-c', 'import torch'], { stdio: 'ignore' }).status === 0;
}

/** PyTorch in a process of its own: a line of JSON in for every line out. */
export function openPython(contestant: Contestant): Session {
  const python = spawn(PYTHON, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(python.stdout)[Symbol.asyncIterator]();
  return new Session(
    contestant,
    async (request) => {
      python.stdin.write(`${JSON.stringify(request)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error('its process ended');
      return JSON.parse(value) as Answer;
    },
    async () => {
      python.kill();
    },
  );
}
