import { control } from './barrier.ts';
import { FLOAT_BYTES } from './loads.ts';

/** A thread as pages and Node have it, as far as both are alike. */
interface Hand {
  postMessage(message: unknown): void;
  terminate(): unknown;
}

interface NodeHand extends Hand {
  on(event: 'message' | 'error', listener: (event: never) => void): void;
  unref(): void;
}

interface PageHand extends Hand {
  onmessage: (() => void) | null;
  onerror: ((event: { readonly message: string }) => void) | null;
}

/** What is asked of the surroundings; Node and pages have different parts of it. */
interface Surroundings {
  readonly process?: {
    getBuiltinModule?(name: 'node:worker_threads'): {
      readonly Worker: new (text: string, options: object) => NodeHand;
    };
    getBuiltinModule?(name: 'node:os'): { availableParallelism(): number };
  };
  readonly navigator?: { readonly hardwareConcurrency?: number };
  readonly Worker?: new (address: string) => PageHand;
  readonly Blob?: new (parts: string[], options: { type: string }) => object;
  readonly URL?: { createObjectURL(blob: object): string; revokeObjectURL(address: string): void };
}

const surroundings = globalThis as unknown as Surroundings;

/** More threads wait for each other longer than they save. */
const MOST_THREADS = 8;

/** How many threads a plan may have here. */
export function threadsHere(): number {
  const cores =
    surroundings.navigator?.hardwareConcurrency ??
    surroundings.process?.getBuiltinModule?.('node:os').availableParallelism() ??
    1;
  return Math.min(cores, MOST_THREADS);
}

/** The program of a thread: it has its own instance of the module, over the same memory, and sleeps between calls. */
const PROGRAM = `
const start = ({ module, memory, thread, math, words }) => {
  const env = { memory };
  for (const name of math) env['math_' + name] = Math[name];
  const { plan } = new WebAssembly.Instance(module, { env }).exports;
  const shared = new Int32Array(memory.buffer);
  let call = Atomics.load(shared, words.call);
  ready();
  for (;;) {
    Atomics.wait(shared, words.call, call);
    const next = Atomics.load(shared, words.call);
    if (next === call) continue;
    call = next;
    plan(Atomics.load(shared, words.repetitions), thread);
  }
};
let ready;
if (typeof self === 'undefined') {
  const { parentPort } = require('node:worker_threads');
  ready = () => parentPort.postMessage('ready');
  parentPort.on('message', start);
} else {
  ready = () => self.postMessage('ready');
  self.onmessage = ({ data }) => start(data);
}
`;

export interface CrewOptions {
  readonly module: unknown;
  readonly memory: { readonly buffer: ArrayBufferLike };
  /** The functions of `Math` that the module imports. */
  readonly math: readonly string[];
  /** Where the control words lie, in bytes. */
  readonly base: number;
  /** How many threads there are, the caller's own included. */
  readonly threads: number;
}

/** The threads beside the caller's that run a plan with it. */
export class Crew {
  readonly #hands: readonly Hand[];
  readonly #shared: Int32Array;
  readonly #words: { readonly call: number; readonly repetitions: number };
  #failure: string | null = null;

  /** Starts the threads and waits until all are there. Throws where one does not start. */
  static async gather(options: CrewOptions): Promise<Crew> {
    const crew = new Crew(options);
    await crew.#ready;
    return crew;
  }

  readonly #ready: Promise<unknown>;

  private constructor({ module, memory, math, base, threads }: CrewOptions) {
    this.#shared = new Int32Array(memory.buffer);
    this.#words = {
      call: (base + control.call) / FLOAT_BYTES,
      repetitions: (base + control.repetitions) / FLOAT_BYTES,
    };
    const started = Array.from({ length: threads - 1 }, () => startThread((reason) => this.#fail(reason)));
    this.#hands = started.map(({ hand }) => hand);
    this.#ready = Promise.all(started.map(({ ready }) => ready));
    this.#hands.forEach((hand, index) => {
      hand.postMessage({ module, memory, thread: index + 1, math, words: this.#words });
    });
  }

  /** Lets the others begin on a call of the plan; the caller has to run it as well, as thread 0. */
  call(repetitions: number): void {
    if (this.#failure !== null) throw new Error(this.#failure);
    Atomics.store(this.#shared, this.#words.repetitions, repetitions);
    Atomics.add(this.#shared, this.#words.call, 1);
    Atomics.notify(this.#shared, this.#words.call);
  }

  dismiss(): void {
    for (const hand of this.#hands) hand.terminate();
  }

  #fail(reason: string): void {
    this.#failure ??= `a thread ended: ${reason}`;
  }
}

function startThread(onFailure: (reason: string) => void): { hand: Hand; ready: Promise<void> } {
  const node = surroundings.process?.getBuiltinModule?.('node:worker_threads');
  if (node) {
    const hand = new node.Worker(PROGRAM, { eval: true });
    const ready = new Promise<void>((resolve, reject) => {
      hand.on('message', () => {
        hand.unref();
        resolve();
      });
      hand.on('error', (error: Error) => {
        onFailure(error.message);
        reject(error);
      });
    });
    return { hand, ready };
  }
  const { Worker: PageWorker, Blob: PageBlob, URL: PageUrl } = surroundings;
  if (!PageWorker || !PageBlob || !PageUrl) throw new Error('threads cannot be started here');
  const address = PageUrl.createObjectURL(new PageBlob([PROGRAM], { type: 'text/javascript' }));
  const hand = new PageWorker(address);
  PageUrl.revokeObjectURL(address);
  const ready = new Promise<void>((resolve, reject) => {
    hand.onmessage = () => resolve();
    hand.onerror = ({ message }) => {
      onFailure(message);
      reject(new Error(message));
    };
  });
  return { hand, ready };
}
