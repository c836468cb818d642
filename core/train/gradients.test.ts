import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BlockType, blockOf, blocks, blockTypes } from '../blocks/index.ts';
import type { Dataset } from '../data/dataset.ts';
import type { BlockNode, Graph } from '../graph/graph.ts';
import { network, randomClasses, randomMatrix, sketch } from '../testing/networks.ts';
import { checkGradients } from './gradientCheck.ts';
import { initialWeights } from './weights.ts';

const run = { backend: 'webasm', threads: false } as const;

/** A network around one block: Linear layers before and behind it, so that its own gradient must be right for theirs. */
function around(type: BlockType, features: number, width: number, classes: number): Graph {
  const loss = type === 'meanSquaredError' ? 'meanSquaredError' : 'crossEntropy';
  const middle: readonly [string, string, BlockNode['params']?][] =
    blocks[type].category === 'loss' || type === 'input' ? [] : [['block', type]];
  const combines = blockOf(type)?.inputs[0]?.many === true;
  return sketch(
    [
      ['input', 'input', { features }],
      ['before', 'linear', { units: width }],
      ['beside', 'linear', { units: width }],
      ['join', 'add'],
      ...middle,
      ['behind', 'linear', { units: classes }],
      ['loss', loss],
    ],
    [
      'input.x > before.x',
      'input.x > beside.x',
      'before.y > join.x',
      'beside.y > join.x',
      ...(middle.length > 0
        ? ['join.y > block.x', ...(combines ? ['beside.y > block.x'] : []), 'block.y > behind.x']
        : ['join.y > behind.x']),
      'behind.y > loss.prediction',
      'input.target > loss.target',
    ],
  );
}

describe.each(blockTypes)('%s', (type) => {
  it('has gradients that agree with finite differences on random shapes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          rows: fc.integer({ min: 1, max: 5 }),
          features: fc.integer({ min: 1, max: 5 }),
          width: fc.integer({ min: 1, max: 6 }),
          classes: fc.integer({ min: 2, max: 4 }),
          seed: fc.integer({ min: 0, max: 1000 }),
        }),
        async ({ rows, features, width, classes, seed }) => {
          const net = network(around(type, features, width, classes));
          const target =
            type === 'meanSquaredError'
              ? ({ kind: 'values', values: randomMatrix(rows, classes, seed + 1), classes: null } as const)
              : randomClasses(rows, classes, seed);
          const batch: Dataset = { x: randomMatrix(rows, features, seed), target };
          const checks = checkGradients(net, initialWeights(net, seed), batch, run, { perWeight: 3 });
          for await (const { weight, index, analytic, numeric, relativeError, kink } of checks) {
            if (kink) continue;
            // In 32 bits a difference of losses near 1 carries an error of about 1e-7 / 1e-2.
            const close = relativeError < 0.02 || Math.abs(analytic - numeric) < 2e-4;
            expect(close, `${weight}[${index}]: ${analytic}, by differences ${numeric}`).toBe(true);
          }
        },
      ),
      { numRuns: 5, seed: 7 },
    );
  });
});
