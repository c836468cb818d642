import { describe, expect, it } from 'vitest';
import { kernel } from '../blocks/kernel.ts';
import { Random } from '../random.ts';
import { prepare } from '../runtime/device.ts';
import { sizeOf } from '../tensor.ts';
import { network, training } from '../testing/networks.ts';
import { randomGraph } from '../testing/randomNetworks.ts';
import { compileTape, type Plan, type Step } from './compile.ts';
import { fuseCells } from './fuseCells.ts';
import { prune } from './prune.ts';

/** A step over matrices of two rows and three columns. */
function step(writes: string, reads: Readonly<Record<string, string>>, body: string, shape = [2, 3]): Step {
  const values = Object.entries(reads).map(([parameter, name]) => [parameter, { name, shape }] as const);
  return {
    phase: 'forward',
    blocks: [writes],
    kernel: kernel(writes, { reads: Object.fromEntries(values), shape, body }),
    reads: Object.values(reads),
    writes,
  };
}

const sum = step('a', { x: 'input' }, 'let sum = 0.0; for (let i = 0; i < 3; i++) { sum += x[0][i]; } return sum;');
const own = '[this.thread.y][this.thread.x]';

describe('a value is computed where it is used', () => {
  it('where one step alone reads it, at its own cell', () => {
    const relu = step('b', { x: 'a' }, `let y = 0.0; y = Math.max(x${own}, 0); return y;`);
    const [fused, ...rest] = fuseCells([sum, relu], ['b']);
    expect(rest).toEqual([]);
    expect(fused).toMatchObject({ writes: 'b', reads: ['input'], blocks: ['a', 'b'] });
    expect(fused?.kernel).toMatchObject({ name: 'a+b', parameters: ['x'], shape: [2, 3] });
    expect(fused?.kernel.source).toContain('Math.max(sum, 0)');
  });

  it('with names that both have kept apart, and what both read read once', () => {
    const first = step('a', { x: 'p', w: 'q' }, `const sum = x${own} * w${own}; return sum + 1.5;`);
    const second = step('b', { x: 'a', y: 'p' }, `const sum = x${own} - y${own}; return sum * sum;`);
    const [fused] = fuseCells([first, second], ['b']);
    expect(fused?.reads).toEqual(['p', 'q']);
    expect(fused?.kernel.source.replace(/\s+/g, ' ')).toBe(
      `function (y, w) { const sum2 = y${own} * w${own}; const xCell = sum2 + 1.5; const sum = xCell - y${own}; return sum * sum; }`,
    );
  });

  it.each<[string, Step, string[]]>([
    ['another step reads it too', step('b', { x: 'a' }, `return x${own};`), ['b', 'c']],
    ['it is wanted itself', step('b', { x: 'a' }, `return x${own};`), ['a', 'b']],
    ['other cells read it too', step('b', { x: 'a' }, `return x${own} + x[0][this.thread.x];`), ['b']],
    ['the output has another shape', step('b', { x: 'a' }, `return x${own};`, [2, 1]), ['b']],
    [
      'a kernel would read more than GPUs can bind',
      step(
        'b',
        Object.fromEntries('xcdefghi'.split('').map((name, at) => [name, at === 0 ? 'a' : name])),
        `return x${own};`,
      ),
      ['b'],
    ],
  ])('but not where %s', (_, reader, wanted) => {
    const other = step('c', { x: 'a' }, 'return x[0][0];');
    const steps = [sum, reader, ...(wanted.includes('c') ? [other] : [])];
    expect(fuseCells(steps, wanted)).toEqual(steps);
  });
});

it.each(Array.from({ length: 20 }, (_, seed) => seed))('random network %i gives the same bits', async (seed) => {
  const graph = randomGraph(seed);
  const classifies = graph.blocks.some(({ type }) => type === 'crossEntropy');
  const net = network(graph);
  const columns = classifies ? 1 : (net.loss?.inputs.prediction?.[0]?.features ?? 1);
  const tape = compileTape(net, { ...training, rows: 7, target: { kind: classifies ? 'classes' : 'values', columns } });
  // The new weights alone, so that all on the way to them may be fused.
  const results = Object.fromEntries(Object.entries(tape.results).filter(([, value]) => value.endsWith("'")));
  const wanted = Object.values(results);
  const plain: Plan = { ...tape, results, steps: prune(tape.steps, wanted) };
  const fused: Plan = { ...plain, steps: fuseCells(plain.steps, wanted) };
  expect(wanted.length).toBeGreaterThan(0);
  expect(fused.steps.length).toBeLessThan(plain.steps.length);
  const random = new Random(seed);
  const inputs = Object.fromEntries(
    [...tape.inputs, ...tape.carried.map(({ value }) => value)].map(({ name, shape }) => [
      name,
      Float32Array.from({ length: sizeOf(shape) }, () =>
        name === 'schedule' ? tape.rows : name.endsWith('target') && classifies ? 1 : random.normal(0, 0.5),
      ),
    ]),
  );
  const run = async (plan: Plan) => {
    const executable = prepare(plan, {}, { backend: 'webasm', threads: false });
    const found = await executable.run(inputs);
    await executable.destroy();
    return found;
  };
  expect(await run(fused)).toEqual(await run(plain));
});
