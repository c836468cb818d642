import { describe, expect, it } from 'vitest';
import { kernel } from '../../blocks/kernel.ts';
import type { Plan, Step } from '../../compile/compile.ts';
import { transposeReads } from './transposeReads.ts';

const [ROWS, IN, OUT] = [128, 512, 64];
const known = [
  { name: 'x', shape: [ROWS, IN] },
  { name: 'dy', shape: [ROWS, OUT] },
];
const product = (input: string) =>
  `let sum = 0.0; for (let n = 0; n < ${ROWS}; n++) { sum += ${input} * dy[n][this.thread.x]; } return sum;`;

function step(writes: string, body: string, shape = [IN, OUT]): Step {
  const reads = Object.fromEntries(known.map((value) => [value.name, value]));
  return {
    phase: 'backward',
    blocks: ['a'],
    kernel: kernel(writes, { reads, shape, body }),
    reads: ['x', 'dy'],
    writes,
  };
}

/** The steps of a plan of such steps. */
function turned(steps: readonly Step[]): readonly Step[] {
  const plan: Plan = {
    kind: 'tape',
    rows: ROWS,
    repeat: 1,
    inputs: known,
    resident: [],
    carried: [],
    steps,
    results: {},
    scalars: [],
  };
  return transposeReads(plan).steps;
}

describe('a large matrix that a product reads down its columns', () => {
  it('is turned first, once for all who read it so', () => {
    const down = product('x[n][this.thread.y]');
    const [turn, first, second, ...more] = turned([step('p', down), step('q', down)]);
    expect(more).toEqual([]);
    expect(turn).toMatchObject({ reads: ['x'], writes: 'x^T', phase: 'backward', blocks: ['a'] });
    expect(turn?.kernel.shape).toEqual([IN, ROWS]);
    for (const [reader, writes] of [
      [first, 'p'],
      [second, 'q'],
    ] as const) {
      expect(reader).toMatchObject({ reads: ['x^T', 'dy'], writes });
      expect(reader?.kernel.source).toContain('x[this.thread.y][n] * dy[n][this.thread.x]');
    }
  });

  it.each<[string, Step]>([
    ['it goes along rows already', step('p', product('x[this.thread.y][n]'), [ROWS, OUT])],
    ['it is read in another way too', step('p', product('x[n][this.thread.y] * x[0][n]'))],
    ['the matrix is small', step('p', product('dy[n][this.thread.y]'), [OUT, OUT])],
    ['few columns would share it', step('p', product('x[n][this.thread.y]'), [IN, OUT - 1])],
  ])('but not where %s', (_, reader) => {
    expect(turned([reader])).toEqual([reader]);
  });
});
