import type { Answer, Contestant, Goal, Request, Started, Stretch, Task } from './contest.ts';
import { Unavailable } from './contest.ts';
import { makeRows } from './rows.ts';
import type { Start, Trainer } from './systems/trainer.ts';

/** What a process or worker knows of itself. */
export interface Surroundings {
  readonly cores: number;
  /** Memory in MB: a mark to count from, and the highest since; null where it cannot be told. */
  readonly memory: { mark(): number; peak(): number } | null;
}

/** One contestant in a process or worker of its own: answers one request after the other. */
export class Server {
  readonly #load: (contestant: Contestant) => Promise<Start>;
  readonly #surroundings: Surroundings;
  #trainer: { trainer: Trainer; steps: number; memoryBefore: number } | null = null;

  constructor(load: (contestant: Contestant) => Promise<Start>, surroundings: Surroundings) {
    this.#load = load;
    this.#surroundings = surroundings;
  }

  async answer(request: Request): Promise<Answer> {
    try {
      return request.ask === 'start'
        ? { is: 'started', started: await this.#start(request.contestant, request.task) }
        : { is: 'stretch', stretch: await this.#train(request.goal) };
    } catch (error) {
      if (error instanceof Unavailable) return { is: 'unavailable', reason: error.message };
      return { is: 'error', message: error instanceof Error ? error.message : String(error) };
    }
  }

  async #start(contestant: Contestant, task: Task): Promise<Started> {
    const start = await this.#load(contestant);
    const rows = makeRows(task);
    const { cores, memory } = this.#surroundings;
    const memoryBefore = memory?.mark() ?? 0;
    const before = performance.now();
    const trainer = await start(contestant, task, rows);
    const compileMs = performance.now() - before;
    this.#trainer = { trainer, steps: task.steps, memoryBefore };
    return { compileMs, threads: trainer.threads === 'all' ? cores : trainer.threads };
  }

  async #train(goal: Goal): Promise<Stretch> {
    if (!this.#trainer) throw new Error('train before start');
    const { trainer, steps, memoryBefore } = this.#trainer;
    const before = performance.now();
    const first = await trainer.epochs(1);
    let [epochs, last] = [1, first];
    for (;;) {
      const milliseconds = performance.now() - before;
      // All that is missing in one go: some systems do much on the way in and out.
      const missing = Math.max(
        goal.epochs - epochs,
        Math.ceil((goal.milliseconds - milliseconds) * (epochs / milliseconds)),
      );
      if (missing <= 0) {
        const { memory } = this.#surroundings;
        const rssMb = memory && Math.max(0, memory.peak() - memoryBefore);
        return { milliseconds, steps: steps * epochs, losses: [first, last], rssMb };
      }
      last = await trainer.epochs(missing);
      epochs += missing;
    }
  }
}
