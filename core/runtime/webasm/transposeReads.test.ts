import { describe, expect, it } from 'vitest';
import { kernel } from '../../blocks/kernel.ts';
import type { Plan, Step } from '../../compile/compile.ts';
import { transposeReads } from './transposeReads.ts';

const [ROWS, IN, OUT] = [32, 90, 50];
const known = [
  { name: 'dy', shape: [ROWS, OUT] },
  { name: 'w', shape: [IN, OUT] },
];
const product = (weight: string) =>
  `let sum = 0.0; for (let j = 0; j < ${OUT}; j++) { sum += dy[this.thread.y][j] * ${weight}; } return sum;`;

function step(writes: string, body: string, shape = [ROWS, IN]): Step {
  const reads = Object.fromEntries(known.map((value) => [value.name, value]));
  return {
    phase: 'backward',
    blocks: ['a'],
    kernel: kernel(writes, { reads, shape, body }),
    reads: ['dy', 'w'],
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

describe('a matrix that a large product reads far apart', () => {
  it('is turned first, once for all who read it so', () => {
    const far = product('w[this.thread.x][j]');
    const [turn, first, second, ...more] = turned([step('p', far), step('q', far)]);
    expect(more).toEqual([]);
    expect(turn).toMatchObject({ reads: ['w'], writes: 'w^T', phase: 'backward', blocks: ['a'] });
    expect(turn?.kernel.shape).toEqual([OUT, IN]);
    for (const [reader, writes] of [
      [first, 'p'],
      [second, 'q'],
    ] as const) {
      expect(reader).toMatchObject({ reads: ['dy', 'w^T'], writes });
      expect(reader?.kernel.source).toContain('dy[this.thread.y][j] * w[j][this.thread.x]');
    }
  });

  it.each<[string, Step]>([
    ['neighbours read neighbours', step('p', product('w[j][this.thread.x]'), [ROWS, OUT])],
    ['it is read in another way too', step('p', product('w[this.thread.x][j] * w[0][j]'))],
    ['there is little to do', step('p', product('w[this.thread.x][j]'), [16, 80])],
    ['few rows would share it', step('p', product('w[this.thread.x][j]'), [8, 900])],
    ['a row is no quad', step('p', product('w[this.thread.x][j]'), [900, 3])],
  ])('but not where %s', (_, reader) => {
    expect(turned([reader])).toEqual([reader]);
  });
});
