import { describe, expect, it } from 'vitest';
import { awkwardKernels, largeKernels } from '../../testing/awkwardKernels.ts';
import { compareKernels } from '../../testing/sameBits.ts';
import { FunctionNode } from './functionNode.ts';
import { Kernel } from './kernel.ts';
import { FLOAT_BYTES } from './loads.ts';
import { rewriteKinds } from './rewrites.ts';
import { kernelClass } from './ways.ts';

it.each([false, true])(
  'more than a hundred awkward kernels give the bits that GPU.js gives, wide: %s',
  async (wide) => {
    const { differing, made } = await compareKernels(awkwardKernels(140), kernelClass({ wide }), false);
    expect(differing).toEqual([]);
    expect(made.block).toBeGreaterThanOrEqual(70);
    for (const rewrite of rewriteKinds) {
      expect(made[rewrite], rewrite).toBeGreaterThanOrEqual(4);
    }
  },
);

it.each([false, true])('kernels spread over threads give the same bits, wide: %s', async (wide) => {
  const kernels = largeKernels().filter((_, at) => at % 10 === (wide ? 5 : 0));
  const { differing, made } = await compareKernels(kernels, kernelClass({ wide }), true);
  expect(differing).toEqual([]);
  expect(made.panel).toBeGreaterThan(0);
});

describe('the comparison finds', () => {
  const kernels = awkwardKernels(22);

  it('an offset that is wrong by one element', async () => {
    class WrongOffset extends FunctionNode {
      override loadLanes(distance: number, offset: number): void {
        super.loadLanes(distance, distance === 1 ? offset + FLOAT_BYTES : offset);
      }
    }
    expect((await compareKernels(kernels, using(WrongOffset), false)).differing).not.toEqual([]);
  });

  it('a lane that reads the wrong place', async () => {
    class WrongLane extends FunctionNode {
      override loadLanes(distance: number, offset: number): void {
        super.loadLanes(distance > 1 ? distance - 1 : distance, offset);
      }
    }
    expect((await compareKernels(kernels, using(WrongLane), false)).differing).not.toEqual([]);
  });

  it('a counter that is an integer where it has to be a float', async () => {
    class WrongCounters extends FunctionNode {
      override get counters(): ReadonlySet<string> {
        return new Set(['i', 'j', 'k', 'n', 'big']);
      }
    }
    expect((await compareKernels(kernels, using(WrongCounters), false)).differing).not.toEqual([]);
  });
});

function using(nodeClass: typeof FunctionNode): typeof Kernel {
  return class extends Kernel {
    override get nodeClass() {
      return nodeClass;
    }
  };
}
