import { expect, it } from 'vitest';
import { kernel } from '../../blocks/kernel.ts';
import type { Plan, Step } from '../../compile/plan.ts';
import { scheduleThreads } from './schedule.ts';

const BIG = 512;

/** A step of so many rows; `wide` ones are worth sharing. */
function step(writes: string, reads: readonly string[], rows: number, wide = true): Step {
  const shape = [rows, wide ? BIG : 1];
  const given = Object.fromEntries(reads.map((name) => [name, { name, shape }]));
  return {
    phase: 'forward',
    blocks: [],
    kernel: kernel(writes, { reads: given, shape, body: 'return 1;' }),
    reads,
    writes,
  };
}

function schedule(steps: readonly Step[], own: readonly string[], places: Readonly<Record<string, number>> = {}) {
  const plan = { steps, inputs: [], carried: [], resident: [], results: {}, repeat: 1 } as unknown as Plan;
  const names = steps.map(({ writes }) => writes);
  const { turns } = scheduleThreads(
    plan,
    2,
    (value) => places[value] ?? 1000 + names.indexOf(value),
    (one, value) => own.includes(`${one.writes} ${value}`),
  );
  return turns.map(({ rows, waits }) => `${rows ?? 'first'}${waits ? ' after all' : ''}`);
}

it('threads go on by themselves while they read their own rows', () => {
  expect(schedule([step('a', [], BIG), step('b', ['a'], BIG), step('c', ['b'], BIG)], ['b a', 'c b'])).toEqual([
    '256',
    '256',
    '256',
  ]);
});

it('threads wait before they read what others wrote', () => {
  expect(schedule([step('a', [], BIG), step('b', ['a'], BIG)], [])).toEqual(['256', '256 after all']);
  expect(schedule([step('a', [], BIG), step('b', ['a'], 2 * BIG)], ['b a'])).toEqual(['256', '512 after all']);
});

it('small steps are for the first thread, and the others wait for what it made', () => {
  const steps = [step('a', [], 8, false), step('b', ['a'], 8, false), step('c', ['b'], BIG)];
  expect(schedule(steps, ['b a', 'c b'])).toEqual(['first', 'first', '256 after all']);
});

it('threads wait before they write over what others may still read', () => {
  const steps = [step('a', [], BIG), step('b', ['a'], 2 * BIG), step('c', [], BIG)];
  expect(schedule(steps, [], { a: 1, b: 2, c: 1 })).toEqual(['256', '512 after all', '256 after all']);
  expect(schedule(steps, [], { a: 1, b: 2, c: 3 })).toEqual(['256', '512 after all', '256']);
});
