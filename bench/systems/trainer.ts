import type { Contestant, Task } from '../contest.ts';
import type { Rows } from '../rows.ts';

/** A library with a net and data in hand. */
export interface Trainer {
  /** The threads that really compute; `all` is one a core. */
  readonly threads: number | 'all';
  /** Trains whole epochs and returns the mean loss of the last, when its numbers are there. */
  epochs(count: number): Promise<number>;
}

/** Makes a trainer and takes its first call: what comes back has computed something. Throws `Unavailable` where it cannot. */
export type Start = (contestant: Contestant, task: Task, rows: Rows) => Promise<Trainer>;
