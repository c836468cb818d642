import { describe, expect, it } from 'vitest';
import { awkwardKernels, type KernelCase, largeKernels } from '../../testing/awkwardKernels.ts';
import { differingBits, runKernel } from '../../testing/sameBits.ts';
import { FunctionNode } from './functionNode.ts';
import { Kernel } from './kernel.ts';
import { FLOAT_BYTES } from './loads.ts';
import type { Rewrite } from './rewrites.ts';

/** Runs each kernel on GPU.js's class and on ours; names those that differ, and counts the rewrites. */
async function compare(kernels: readonly KernelCase[], kernelClass: typeof Kernel, threads = false) {
  const differing: string[] = [];
  const made = new Map<Rewrite, number>();
  for (const kernel of kernels) {
    const stock = await runKernel(null, kernel, threads);
    const ours = await runKernel(kernelClass, kernel, threads);
    expect(ours.executorKind).toBe(stock.executorKind);
    if (differingBits(stock.values, ours.values) > 0) differing.push(kernel.name);
    for (const rewrite of ours.rewrites) made.set(rewrite, (made.get(rewrite) ?? 0) + 1);
  }
  return { differing, made };
}

it('a hundred awkward kernels give the bits that GPU.js gives', async () => {
  const { differing, made } = await compare(awkwardKernels(100), Kernel);
  expect(differing).toEqual([]);
  expect(made.get('block')).toBeGreaterThanOrEqual(50);
  const rewrites: readonly Rewrite[] = ['integerCounter', 'contiguousLoad', 'stridedLoad', 'pointer'];
  for (const rewrite of rewrites) expect(made.get(rewrite), rewrite).toBeGreaterThanOrEqual(4);
});

it('kernels spread over threads give the same bits', async () => {
  const kernels = largeKernels().filter((_, at) => at % 10 === 0);
  expect(await compare(kernels, Kernel, true)).toMatchObject({ differing: [] });
});

describe('the comparison finds', () => {
  const kernels = awkwardKernels(22);

  it('an offset that is wrong by one element', async () => {
    class WrongOffset extends FunctionNode {
      override loadLanes(distance: number, offset: number): void {
        super.loadLanes(distance, distance === 1 ? offset + FLOAT_BYTES : offset);
      }
    }
    expect((await compare(kernels, using(WrongOffset))).differing).not.toEqual([]);
  });

  it('a lane that reads the wrong place', async () => {
    class WrongLane extends FunctionNode {
      override loadLanes(distance: number, offset: number): void {
        super.loadLanes(distance > 1 ? distance - 1 : distance, offset);
      }
    }
    expect((await compare(kernels, using(WrongLane))).differing).not.toEqual([]);
  });

  it('a counter that is an integer where it has to be a float', async () => {
    class WrongCounters extends FunctionNode {
      override get counters(): ReadonlySet<string> {
        return new Set(['i', 'j', 'k', 'n', 'big']);
      }
    }
    expect((await compare(kernels, using(WrongCounters))).differing).not.toEqual([]);
  });
});

function using(nodeClass: typeof FunctionNode): typeof Kernel {
  return class extends Kernel {
    override get nodeClass() {
      return nodeClass;
    }
  };
}
