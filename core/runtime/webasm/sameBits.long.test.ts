import { expect, it } from 'vitest';
import { awkwardKernels, largeKernels } from '../../testing/awkwardKernels.ts';
import { compareKernels } from '../../testing/sameBits.ts';
import { Kernel } from './kernel.ts';
import { rewriteKinds } from './rewrites.ts';
import { kernelClass } from './ways.ts';

it.each([false, true])('hundreds of awkward kernels give the bits that GPU.js gives, wide: %s', async (wide) => {
  const { differing, made } = await compareKernels(awkwardKernels(700, 2), kernelClass({ wide }), false);
  expect(differing).toEqual([]);
  expect(made.block).toBeGreaterThanOrEqual(350);
  for (const rewrite of rewriteKinds) {
    expect(made[rewrite], rewrite).toBeGreaterThanOrEqual(20);
  }
});

it.each([true, false])('every kind of kernel with many cells gives the same bits, threads: %s', async (threads) => {
  const { differing, executorKinds } = await compareKernels(largeKernels(), Kernel, threads);
  expect(differing).toEqual([]);
  const kind = threads ? 'fused-threaded' : 'fused-sync';
  expect(executorKinds.filter((other) => other === kind).length).toBeGreaterThanOrEqual(50);
});
