import { type FileHandle, open } from 'node:fs/promises';
import type { EpochReport } from '../core/train/run.ts';
import { readBytes, writeFile, writing } from './files.ts';

/** What `--log` asks for: a JSON line an epoch, there to be read while the training goes on. */
export class EpochLog {
  readonly #name: string;
  readonly #file: FileHandle;

  private constructor(name: string, file: FileHandle) {
    this.#name = name;
    this.#file = file;
  }

  /**
   * @param after the epoch that a training goes on from: the lines up to it are kept, as if it had not stopped; 0 begins
   * anew
   */
  static async open(name: string, after: number): Promise<EpochLog> {
    const lines = after > 0 ? await linesUpTo(name, after) : [];
    if (lines.length > 0) await writeFile(name, lines.map((line) => `${line}\n`).join(''));
    return new EpochLog(name, await writing(name, () => open(name, lines.length > 0 ? 'a' : 'w')));
  }

  /** A line is handed to the system whole: a process that is killed leaves none that is cut. */
  async write(report: EpochReport): Promise<void> {
    const { epoch, step, loss, accuracy, validLoss, validAccuracy, seconds } = report;
    const line = { epoch, step, loss, accuracy, validLoss, validAccuracy, seconds };
    const present = Object.entries(line).filter(([, value]) => value !== null);
    await writing(this.#name, () => this.#file.appendFile(`${JSON.stringify(Object.fromEntries(present))}\n`));
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/** The lines of the epochs 1 to `last`; none where the file is not the log of a training that came so far. */
async function linesUpTo(name: string, last: number): Promise<readonly string[]> {
  const read = await readBytes(name, name);
  const lines = read.ok ? new TextDecoder().decode(read.value).split('\n').slice(0, last) : [];
  return lines.length === last && lines.every((line, index) => epochOf(line) === index + 1) ? lines : [];
}

function epochOf(line: string): unknown {
  try {
    return JSON.parse(line)?.epoch;
  } catch {
    return null;
  }
}
