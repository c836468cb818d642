import { expect, it } from 'vitest';
import { awkwardKernels, largeKernels } from '../../testing/awkwardKernels.ts';
import { differingBits, runKernel } from '../../testing/sameBits.ts';
import { Kernel } from './kernel.ts';

it('six hundred awkward kernels give the bits that GPU.js gives', async () => {
  const made = new Map<string, number>();
  for (const kernel of awkwardKernels(600, 2)) {
    const stock = await runKernel(null, kernel, false);
    const ours = await runKernel(Kernel, kernel, false);
    expect(differingBits(stock.values, ours.values), kernel.name).toBe(0);
    for (const rewrite of ours.rewrites) made.set(rewrite, (made.get(rewrite) ?? 0) + 1);
  }
  expect(made.get('block')).toBeGreaterThanOrEqual(300);
  for (const rewrite of ['integerCounter', 'contiguousLoad', 'stridedLoad', 'pointer']) {
    expect(made.get(rewrite), rewrite).toBeGreaterThanOrEqual(20);
  }
});

it.each([true, false])('every kind of kernel with many cells gives the same bits, threads: %s', async (threads) => {
  const kinds = new Map<string, number>();
  for (const kernel of largeKernels()) {
    const stock = await runKernel(null, kernel, threads);
    const ours = await runKernel(Kernel, kernel, threads);
    expect(ours.executorKind).toBe(stock.executorKind);
    expect(differingBits(stock.values, ours.values), kernel.name).toBe(0);
    kinds.set(ours.executorKind, (kinds.get(ours.executorKind) ?? 0) + 1);
  }
  expect(kinds.get(threads ? 'fused-threaded' : 'fused-sync')).toBeGreaterThanOrEqual(50);
});
