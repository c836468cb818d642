import { type Contestant, type Goal, type Started, type Task, Unavailable, weightCount } from './contest.ts';
import type { Session } from './hosts/session.ts';
import { learningRate, type Net } from './nets.ts';

/** How a contestant did on a net. */
export interface Outcome {
  readonly net: Net;
  readonly contestant: Contestant;
  readonly threads: number;
  /** Medians; null where there is nothing to tell. */
  readonly msPerStep: number | null;
  readonly compileMs: number | null;
  readonly rssMb: number | null;
  /** Whether its epochs were shortened or rounds left out, because it is so slow. */
  readonly cut: boolean;
  /** Why there are no figures. */
  readonly missing?: string;
  /** Whether that is a fault and not just how things are here. */
  readonly fault?: boolean;
}

export type Open = (contestant: Contestant) => Promise<Session>;

export const ROUNDS = 5;
const ROUND: Goal = { epochs: 1, milliseconds: 150 };
/** Time for the optimising compilers to come in; two epochs at least, so that the loss can be seen to fall. */
const WARM_UP: Goal = { epochs: 2, milliseconds: 1000 };
/** A contestant that has computed for so long skips the rounds that remain. */
const BUDGET_MS = 20_000;

/** Whoever is in the race: warm, and seen to learn. */
interface Runner {
  readonly session: Session;
  readonly started: Started;
  readonly rounds: number[];
  spent: number;
}

/** All contestants on one net, each round once each, so that what disturbs the machine hits all alike. */
export async function race(net: Net, contestants: readonly Contestant[], open: Open): Promise<Outcome[]> {
  const outcomes = new Map<Contestant, Outcome>();
  const runners: Runner[] = [];
  for (const contestant of contestants) {
    let session: Session | null = null;
    try {
      session = await open(contestant);
      const started = await session.start(taskOf(net, contestant));
      checkLearning((await session.train(WARM_UP)).losses);
      runners.push({ session, started, rounds: [], spent: 0 });
    } catch (error) {
      await session?.stop();
      outcomes.set(contestant, without(net, contestant, error));
    }
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const runner of runners) {
      const { session, rounds } = runner;
      const { contestant } = session;
      if (runner.spent > BUDGET_MS || outcomes.has(contestant)) continue;
      try {
        const { milliseconds, steps } = await session.train(ROUND);
        rounds.push(milliseconds / steps);
        runner.spent += milliseconds;
      } catch (error) {
        outcomes.set(contestant, without(net, contestant, error));
      }
    }
  }
  for (const { session, started, rounds } of runners) {
    const { contestant } = session;
    await session.stop();
    if (outcomes.has(contestant)) continue;
    outcomes.set(contestant, {
      net,
      contestant,
      threads: started.threads,
      msPerStep: median(rounds),
      compileMs: started.compileMs,
      rssMb: null,
      cut: rounds.length < ROUNDS || isSlow(net, contestant),
    });
  }
  return contestants.map((contestant) => outcomes.get(contestant) as Outcome);
}

/** The first call on one net, each time in a process of its own: how long it takes, and the memory it needs. */
export async function firstCalls(net: Net, contestants: readonly Contestant[], open: Open) {
  const samples = new Map(contestants.map((contestant) => [contestant, [] as { compileMs: number; rssMb: number }[]]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [contestant, list] of samples) {
      const session = await open(contestant);
      try {
        const { compileMs } = await session.start(taskOf(net, contestant));
        const { rssMb } = await session.train({ epochs: 2, milliseconds: 0 });
        list.push({ compileMs, rssMb: rssMb ?? Number.NaN });
      } finally {
        await session.stop();
      }
    }
  }
  return new Map(
    [...samples].map(([contestant, list]) => [
      contestant,
      { compileMs: median(list.map((one) => one.compileMs)), rssMb: median(list.map((one) => one.rssMb)) },
    ]),
  );
}

function taskOf(net: Net, contestant: Contestant): Task {
  const { widths, batch, steps, slowSteps } = net;
  return { widths, batch, learningRate, steps: isSlow(net, contestant) ? slowSteps : steps };
}

function isSlow({ widths }: Net, { slow = false }: Contestant): boolean {
  return typeof slow === 'number' ? weightCount(widths) > slow : slow;
}

/** Times of something that does not train would be worth nothing. */
function checkLearning([first, last]: readonly [number, number]): void {
  if (!(last < first)) throw new Error(`its loss does not fall: ${first} and then ${last}`);
}

function without(net: Net, contestant: Contestant, error: unknown): Outcome {
  if (!(error instanceof Error)) throw error;
  const fault = !(error instanceof Unavailable);
  return {
    net,
    contestant,
    threads: 1,
    msPerStep: null,
    compileMs: null,
    rssMb: null,
    cut: false,
    missing: error.message,
    fault,
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
