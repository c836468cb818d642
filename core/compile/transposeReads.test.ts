import { describe, expect, it } from 'vitest';
import { kernel } from '../blocks/kernel.ts';
import { Random } from '../random.ts';
import { prepare } from '../runtime/device.ts';
import { sizeOf } from '../tensor.ts';
import { chain, network, training } from '../testing/networks.ts';
import { compileTape, type Plan, type Step } from './compile.ts';
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

describe('a matrix that a large product reads far apart', () => {
  it('is turned first, once for all who read it so', () => {
    const far = product('w[this.thread.x][j]');
    const [turn, first, second, ...more] = transposeReads([step('p', far), step('q', far)], known);
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
    ['there is little to do', step('p', product('w[this.thread.x][j]'), [2, IN])],
  ])('but not where %s', (_, reader) => {
    expect(transposeReads([reader], known)).toEqual([reader]);
  });
});

it('a network comes to the same bits', async () => {
  const layers = [
    ['linear1', 'linear', { units: IN }] as const,
    ['tanh', 'tanh'] as const,
    ['linear2', 'linear', { units: OUT }] as const,
    ['relu', 'relu'] as const,
    ['linear3', 'linear', { units: 66 }] as const,
  ];
  const net = network(chain(7, layers, ['loss', 'meanSquaredError']));
  const plain = compileTape(net, { ...training, rows: ROWS, target: { kind: 'values', columns: 66 } });
  const outside = [...plain.inputs, ...plain.carried.map(({ value }) => value)];
  const turned: Plan = { ...plain, steps: transposeReads(plain.steps, outside) };
  expect(turned.steps.length).toBe(plain.steps.length + 2);
  const random = new Random(1);
  const inputs = Object.fromEntries(
    outside.map(({ name, shape }) => [
      name,
      Float32Array.from({ length: sizeOf(shape) }, () => (name === 'schedule' ? ROWS : random.normal(0, 0.5))),
    ]),
  );
  const run = async (plan: Plan) => {
    const executable = prepare(plan, {}, { backend: 'webasm', threads: false });
    const found = await executable.run(inputs);
    await executable.destroy();
    return found;
  };
  expect(await run(turned)).toEqual(await run(plain));
});
