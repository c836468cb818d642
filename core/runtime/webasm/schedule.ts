import type { Plan, Step } from '../../compile/plan.ts';
import { isLarge } from '../../compile/work.ts';

/** How threads go through the steps of a plan together. */
export interface Schedule {
  /** In step order. */
  readonly turns: readonly Turn[];
  /** Whether all wait for each other before what is moved at the end of a repetition; they do after it in any case. */
  readonly waitsBeforeMoves: boolean;
}

export interface Turn {
  /** The rows that each thread computes, as far as there are any left; null where the first thread computes all. */
  readonly rows: number | null;
  /** Whether all have to have finished what is before. */
  readonly waits: boolean;
}

/** A multiple of the rows of any block, so that no thread begins in the middle of one. */
const GROUP = 8;

/** What a thread does to a value: all that it touches are rows of its own, or anything. */
type Manner = { readonly rows: number } | 'first' | 'all';

interface Access {
  readonly manner: Manner;
  readonly writes: boolean;
}

/**
 * Shares the rows of large steps out among threads and leaves small ones to the first thread. A thread goes on to the next
 * step by itself as long as it only touches what is its own: threads have the same rows of all values of the same height.
 *
 * @param placeOf where a value lies; values may follow each other in one place
 * @param readsOwnRows whether each row of a step's result comes from the same row of a value that it reads
 */
export function scheduleThreads(
  plan: Plan,
  threads: number,
  placeOf: (value: string) => number,
  readsOwnRows: (step: Step, value: string) => boolean,
): Schedule {
  const heights = new Map(plan.steps.map(({ writes, kernel: { shape } }) => [writes, shape[0] as number]));
  for (const { name, shape } of [...plan.inputs, ...plan.carried.map(({ value }) => value)]) {
    heights.set(name, shape[0] as number);
  }
  let since = new Map<number, Access[]>();
  /** Whether threads have to wait before they touch these places; notes that they did. */
  const touch = (accesses: readonly (Access & { readonly place: number })[]): boolean => {
    const waits = accesses.some((one) => (since.get(one.place) ?? []).some((before) => disturbs(before, one)));
    if (waits) since = new Map();
    for (const { place, ...access } of accesses) since.set(place, [...(since.get(place) ?? []), access]);
    return waits;
  };
  const turns = plan.steps.map((step): Turn => {
    const height = step.kernel.shape[0] as number;
    const share = Math.ceil(height / threads / GROUP) * GROUP;
    const isShared = isLarge(step.kernel) && share < height;
    const mannerOf = (value: string, own: boolean): Manner => {
      if (!isShared) return 'first';
      return own && heights.get(value) === height ? { rows: height } : 'all';
    };
    const waits = touch([
      ...step.reads.map((value) => ({
        place: placeOf(value),
        manner: mannerOf(value, readsOwnRows(step, value)),
        writes: false,
      })),
      { place: placeOf(step.writes), manner: mannerOf(step.writes, true), writes: true },
    ]);
    return { rows: isShared ? share : null, waits };
  });
  const moved = plan.carried.filter(({ value, next }) => placeOf(value.name) !== placeOf(next));
  const waitsBeforeMoves = touch(
    moved.flatMap(({ value, next }) => [
      { place: placeOf(next), manner: 'first', writes: false } as const,
      { place: placeOf(value.name), manner: 'first', writes: true } as const,
    ]),
  );
  return { turns, waitsBeforeMoves };
}

/** Whether one thread's access could come before another thread's, though it stands behind it. */
function disturbs(before: Access, access: Access): boolean {
  if (!before.writes && !access.writes) return false;
  if (before.manner === 'first' || access.manner === 'first') return before.manner !== access.manner;
  if (before.manner === 'all' || access.manner === 'all') return true;
  return before.manner.rows !== access.manner.rows;
}
