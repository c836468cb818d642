import { expect, it } from 'vitest';
import { MASK_PRIME, maskKey, maskResidue } from '../random.ts';
import { expectedMask, maskFromKernels } from '../testing/masks.ts';

it.each(['webasm', 'cpu'] as const)('the kernel on %s draws exactly the masks of the generator', async (backend) => {
  for (const step of [0, 1, 77]) {
    expect(await maskFromKernels(backend, step, 257)).toEqual(expectedMask(step, 257));
  }
});

it('masks turn off the share they are asked to, apart from step to step and from cell to cell', () => {
  const cells = 4096;
  const kept = (step: number) => {
    const key = maskKey(1, 'dropout1', step);
    return Array.from({ length: cells }, (_, index) => (maskResidue(key, index) < 0.5 * MASK_PRIME ? 0 : 1));
  };
  const share = (bits: readonly number[]) => bits.reduce((sum: number, bit) => sum + bit, 0) / bits.length;
  const masks = Array.from({ length: 50 }, (_, step) => kept(step));
  expect(share(masks.flat())).toBeCloseTo(0.5, 2);
  const next = masks.slice(1).flatMap((mask, index) => mask.map((bit, cell) => (bit === masks[index]?.[cell] ? 1 : 0)));
  expect(share(next)).toBeCloseTo(0.5, 2);
  const beside = masks.flatMap((mask) => mask.slice(1).map((bit, cell) => (bit === mask[cell] ? 1 : 0)));
  expect(share(beside)).toBeCloseTo(0.5, 2);
});
