import { expect, it } from 'vitest';
import { Random } from '../../random.ts';
import { gpujs } from '../gpujs.ts';
import { Kernel } from './kernel.ts';

const edges = [0, -0, 1, -1, 1e-45, -1e-45, 88.72283, 88.72284, -103.97207, -103.97208, 0.34657359, -0.34657359];
const beyond = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 3.4028234663852886e38];

/** Numbers of every size, by their bits, and many of the size that networks have. */
function numbers(count: number): Float32Array {
  const random = new Random(1, 'functions');
  const bits = Uint32Array.from({ length: count }, () => random.integer(2 ** 32));
  const usual = Array.from({ length: count }, () => random.normal(0, 10));
  return Float32Array.from([...edges, ...beyond, ...new Float32Array(bits.buffer), ...usual]);
}

it.each(['exp', 'log', 'tanh'] as const)(
  '%s gives what JavaScript gives, rounded to single precision',
  async (name) => {
    const given = numbers(200_000);
    const gpu = new gpujs.GPU({ mode: 'webasm' });
    gpu.Kernel = Kernel as never;
    const kernel = gpu.createKernel(`function (x) { return Math.${name}(x[this.thread.x]); }` as never, {
      output: [given.length],
      precision: 'single',
    }) as unknown as ((x: Float32Array) => Float32Array) & { kernel: Kernel };
    const found = kernel(given);
    const differing = [...given].filter((x, at) => !Object.is(found[at], Math.fround(Math[name](x))));
    expect(differing).toEqual([]);
    expect(kernel.kernel.rewrites).toContain('mathFunction');
    await gpu.destroy();
  },
);
