import {
  type Answer,
  type Contestant,
  type Goal,
  type Place,
  type Request,
  type Started,
  type Stretch,
  type Task,
  Unavailable,
} from '../contest.ts';

/** Longer than this and a contestant is given up. */
const PATIENCE_MS = 180_000;

/** A contestant in a process or worker of its own, from outside. */
export class Session {
  readonly contestant: Contestant;
  readonly #ask: (request: Request) => Promise<Answer>;
  readonly stop: () => Promise<void>;

  constructor(contestant: Contestant, ask: (request: Request) => Promise<Answer>, stop: () => Promise<void>) {
    this.contestant = contestant;
    this.#ask = ask;
    this.stop = stop;
  }

  async start(task: Task): Promise<Started> {
    const answer = await this.#answer({ ask: 'start', contestant: this.contestant, task });
    if (answer.is !== 'started') throw new Error(`'${answer.is}' in answer to start`);
    return answer.started;
  }

  async train(goal: Goal): Promise<Stretch> {
    const answer = await this.#answer({ ask: 'train', goal });
    if (answer.is !== 'stretch') throw new Error(`'${answer.is}' in answer to train`);
    return answer.stretch;
  }

  async #answer(request: Request): Promise<Answer> {
    let timer: NodeJS.Timeout | undefined;
    const giveUp = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Unavailable(`no answer in ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
    });
    const answer = await Promise.race([this.#ask(request), giveUp]).finally(() => clearTimeout(timer));
    if (answer.is === 'unavailable') throw new Unavailable(answer.reason);
    if (answer.is === 'error') throw new Error(answer.message);
    return answer;
  }
}

/** Opens sessions of one place. */
export interface Host {
  open(contestant: Contestant): Promise<Session>;
  readonly place: Place;
  /** What stands above the table. */
  readonly title: string;
  close(): Promise<void>;
}
