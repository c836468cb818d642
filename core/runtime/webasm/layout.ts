import type { Plan, Step } from '../../compile/plan.ts';
import { sizeOf } from '../../tensor.ts';
import type { Move } from './linker.ts';
import { FLOAT_BYTES } from './loads.ts';

export const PAGE_BYTES = 65_536;

/** Where the values of a plan lie in its memory, by name, in bytes. */
export interface Layout {
  readonly offsets: ReadonlyMap<string, number>;
  /** Whole pages. */
  readonly bytes: number;
  /** What has to be moved after each repetition, so that the next one finds it: from one value's place to another's. */
  readonly moves: readonly Move[];
}

/** Vectors are read and written sixteen bytes at a time. */
const ALIGNMENT = 16;

/**
 * Gives every value of a plan a place. A step's result takes the place of one that nobody reads any more, and what goes
 * round takes the place of what it was, where the step that writes it allows.
 *
 * @param worksInPlace whether a step's result may lie where one of the values that it reads lies
 */
export function layOut(plan: Plan, worksInPlace: (step: Step, value: string) => boolean): Layout {
  const offsets = new Map<string, number>();
  const free = new Map<number, number[]>();
  let bytes = 0;
  const take = (name: string, length: number) => {
    const size = padded(length * FLOAT_BYTES);
    let offset = free.get(size)?.pop();
    if (offset === undefined) {
      offset = bytes;
      bytes += size;
    }
    offsets.set(name, offset);
  };
  const { steps } = plan;
  for (const { name, shape } of [...plan.resident, ...plan.inputs, ...plan.carried.map(({ value }) => value)]) {
    take(name, sizeOf(shape));
  }
  const lastRead = new Map(steps.flatMap(({ reads }, at) => reads.map((name) => [name, at] as const)));
  const writer = new Map(steps.map((step, at) => [step.writes, at]));
  const inPlace = new Map<string, string>();
  const moves: Move[] = [];
  const kept = new Set([...Object.values(plan.results), ...plan.carried.map(({ next }) => next)]);
  for (const { value, next } of plan.carried) {
    const at = writer.get(next);
    if (at === undefined) throw new Error(`'${next}' is written by no step`);
    const isLast = (lastRead.get(value.name) ?? at) <= at;
    if (isLast && worksInPlace(steps[at] as Step, value.name)) inPlace.set(next, value.name);
  }
  steps.forEach((step, at) => {
    const { writes, kernel } = step;
    const place = inPlace.get(writes);
    if (place === undefined) take(writes, sizeOf(kernel.shape));
    else offsets.set(writes, offsets.get(place) as number);
    for (const name of new Set(step.reads)) {
      const from = writer.get(name);
      if (from === undefined || lastRead.get(name) !== at || kept.has(name)) continue;
      const size = padded(sizeOf((steps[from] as Step).kernel.shape) * FLOAT_BYTES);
      free.set(size, [...(free.get(size) ?? []), offsets.get(name) as number]);
    }
  });
  for (const { value, next } of plan.carried) {
    const [from, to] = [offsets.get(next) as number, offsets.get(value.name) as number];
    if (from !== to) moves.push({ from, to, bytes: padded(sizeOf(value.shape) * FLOAT_BYTES) });
  }
  return { offsets, bytes: Math.ceil(bytes / PAGE_BYTES) * PAGE_BYTES, moves };
}

function padded(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
