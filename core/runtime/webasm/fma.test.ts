import { expect, it } from 'vitest';
import { Random } from '../../random.ts';
import { awkwardKernels } from '../../testing/awkwardKernels.ts';
import { runKernel } from '../../testing/sameBits.ts';
import { isFmaSupported } from './relaxedSimd.ts';
import { kernelClass } from './ways.ts';

const FmaKernel = kernelClass({ fma: true });

const [O, B, I] = [16, 8, 300];

it('is there, so that the rest of these tests means something', () => {
  expect(isFmaSupported()).toBe(true);
});

it.each(['s += X[this.thread.y][i] * W[i][this.thread.x]', 's = W[i][this.thread.x] * X[this.thread.y][i] + s'])(
  'a product rounds each of its sums once: %s',
  async (sum) => {
    const random = new Random(1);
    const draw = (...size: [number, number]) => ({
      size,
      data: Float32Array.from({ length: size[0] * size[1] }, () => random.uniform(-1, 1)),
    });
    const [X, W] = [draw(I, B), draw(O, I)];
    const source = `function (X, W) { let s = 0; for (let i = 0; i < ${I}; i++) { ${sum}; } return s; }`;
    const { values } = await runKernel(
      { name: 'product', source, output: [O, B], inputs: [X, W] },
      { mode: 'webasm', kernelClass: FmaKernel },
    );
    const at = (row: number, column: number, add: (s: number, x: number, w: number) => number) => {
      let s = 0;
      for (let i = 0; i < I; i++) s = add(s, X.data[row * I + i] as number, W.data[i * O + column] as number);
      return s;
    };
    // In double precision the product is exact, and a sum is rounded to floats by the last step alone.
    const fused = values.map((_, cell) => at(Math.floor(cell / O), cell % O, (s, x, w) => Math.fround(s + x * w)));
    const plain = values.map((_, cell) =>
      at(Math.floor(cell / O), cell % O, (s, x, w) => Math.fround(s + Math.fround(x * w))),
    );
    expect(values).toEqual(fused);
    expect(values).not.toEqual(plain);
  },
);

it('awkward kernels come as near to GPU.js as rounding lets them', async () => {
  for (const kernel of awkwardKernels(66)) {
    const { values: stock } = await runKernel(kernel, { mode: 'webasm' });
    const { values } = await runKernel(kernel, { mode: 'webasm', kernelClass: FmaKernel });
    const finite = stock.filter(Number.isFinite);
    const scale = finite.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    const far = values.filter((value, cell) => {
      const wanted = stock[cell] as number;
      return !Object.is(value, wanted) && !(Math.abs(value - wanted) < 1e-5 * scale);
    });
    expect([...far], kernel.name).toEqual([]);
  }
});
