import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';

export interface SecondStart {
  readonly argv: string[];
  readonly folder: string;
}

/**
 * One process a user-data folder: the lock is a file with the process's id, and a socket beside it is how later starts
 * hand over their arguments.
 */
export class SingleInstance {
  readonly #lock: string;
  readonly #socket: string;
  #isHeld = false;
  /** Settles once a second start has told the first one. */
  told: Promise<void> = Promise.resolve();

  constructor(folder: string) {
    this.#lock = path.join(folder, 'double.lock');
    this.#socket = path.join(folder, 'double.sock');
  }

  /** @returns whether this process is the only one; where not, the other is told */
  request(onSecond: (start: SecondStart) => void): boolean {
    if (!this.#take()) {
      this.told = this.#tell({ argv: process.argv, folder: process.cwd() });
      return false;
    }
    this.#isHeld = true;
    rmSync(this.#socket, { force: true });
    const server = net.createServer((connection) => {
      let text = '';
      connection.on('data', (part) => {
        text += part;
      });
      connection.on('end', () => onSecond(JSON.parse(text) as SecondStart));
    });
    server.listen(this.#socket).unref();
    return true;
  }

  release(): void {
    if (this.#isHeld) rmSync(this.#lock, { force: true });
  }

  #take(): boolean {
    try {
      writeFileSync(this.#lock, String(process.pid), { flag: 'wx' });
      return true;
    } catch {
      if (isAlive(Number(readFileSync(this.#lock, 'utf8')))) return false;
      // Left behind by a process that was killed.
      rmSync(this.#lock, { force: true });
      return this.#take();
    }
  }

  #tell(start: SecondStart): Promise<void> {
    return new Promise((resolve) => {
      const connection = net.connect(this.#socket, () => connection.end(JSON.stringify(start)));
      connection.on('close', () => resolve());
      connection.on('error', () => resolve());
    });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
