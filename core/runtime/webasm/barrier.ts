import { FLOAT_BYTES } from './loads.ts';
import type { Emitter, ModuleBuilder } from './stock.ts';

/** Words in a plan's memory by which threads find each other, each in a cache line of its own; in bytes from the start. */
export const control = { arrived: 0, generation: 64, call: 128, repetitions: 192, bytes: 256 } as const;

/** So often a thread looks whether the others have come before it goes to sleep, which takes longer than most steps. */
const GLANCES = 3000;
/** Longer than any step takes; a thread that does not come by then is gone. In nanoseconds. */
const PATIENCE = 30_000_000_000n;

/**
 * Writes `barrier()`, in which a thread waits until all have called it. Traps where one of them does not come.
 *
 * @param base where the control words lie, in bytes
 */
export function addBarrier(module: ModuleBuilder, base: number, threads: number): void {
  const em = module.addFunction('barrier', { params: [] });
  const [generation, glances] = [em.addLocal('i32'), em.addLocal('i32')];
  const words = new ControlWords(em, base);
  words.load('generation');
  em.localSet(generation);
  words.add('arrived');
  em.i32Const(threads - 1)
    .i32Sub()
    .i32Eqz();
  em.if_();
  words.clear('arrived');
  words.add('generation');
  em.bytes.push(DROP);
  words.wake('generation', threads);
  em.else_();
  em.i32Const(GLANCES).localSet(glances);
  em.block().loop();
  words.load('generation');
  em.localGet(generation).i32Sub().brIf(1);
  em.localGet(glances).i32Const(1).i32Sub().localTee(glances).brIf(0).end();
  em.loop();
  words.sleep('generation', generation, PATIENCE);
  em.i32Const(TIMED_OUT).i32Sub().i32Eqz().if_();
  em.bytes.push(UNREACHABLE);
  em.end();
  words.load('generation');
  em.localGet(generation).i32Sub().i32Eqz().brIf(0);
  em.end().end();
  em.end();
}

const UNREACHABLE = 0x00;
const DROP = 0x1a;
/** What `memory.atomic.wait32` gives then. */
const TIMED_OUT = 2;

type Word = Exclude<keyof typeof control, 'bytes'>;

/** Instructions of the threads proposal, which GPU.js's assembler has no methods for. */
class ControlWords {
  readonly #em: Emitter;
  readonly #base: number;

  constructor(em: Emitter, base: number) {
    this.#em = em;
    this.#base = base;
  }

  /** `i32.atomic.load` */
  load(word: Word): void {
    this.#at(word).bytes.push(0xfe, 0x10, FLOAT_ALIGNMENT, 0);
  }

  /** `i32.atomic.store` of zero */
  clear(word: Word): void {
    this.#at(word).i32Const(0).bytes.push(0xfe, 0x17, FLOAT_ALIGNMENT, 0);
  }

  /** `i32.atomic.rmw.add` of one; leaves what was there before. */
  add(word: Word): void {
    this.#at(word).i32Const(1).bytes.push(0xfe, 0x1e, FLOAT_ALIGNMENT, 0);
  }

  /** `memory.atomic.notify` */
  wake(word: Word, threads: number): void {
    this.#at(word).i32Const(threads).bytes.push(0xfe, 0x00, FLOAT_ALIGNMENT, 0, DROP);
  }

  /** `memory.atomic.wait32` while the word is what a local says; leaves how it ended. */
  sleep(word: Word, expected: number, nanoseconds: bigint): void {
    this.#at(word)
      .localGet(expected)
      .bytes.push(0x42, ...signed(nanoseconds), 0xfe, 0x01, FLOAT_ALIGNMENT, 0);
  }

  #at(word: Word): Emitter {
    return this.#em.i32Const(this.#base + control[word]);
  }
}

const FLOAT_ALIGNMENT = Math.log2(FLOAT_BYTES);

/** LEB128 of a positive number, with room for its sign. */
function signed(value: bigint): number[] {
  return value < 0x40n ? [Number(value)] : [Number(value & 0x7fn) | 0x80, ...signed(value >> 7n)];
}
