import { expect, it } from 'vitest';
import { gpujs } from '../gpujs.ts';
import { countBlocked, driveSteps, type StockPipeline } from './driver.ts';
import { Kernel } from './kernel.ts';

const { GPU, Input } = gpujs;

/** A pipeline of several steps and kernels; with ours, driven by one call. */
async function weave(ours: boolean, sizes: readonly number[]) {
  const gpu = new GPU({ mode: 'webasm' });
  if (ours) gpu.Kernel = Kernel as never;
  const product = gpu.createKernel(
    'function (A, W) { let s = 0; for (let i = 0; i < 7; i++) { s += A[this.thread.y][i] * W[i][this.thread.x]; } return s; }' as never,
    { output: [7, 5] },
  ) as unknown as (...reads: unknown[]) => unknown;
  const bend = gpu.createKernel(
    'function (A) { return Math.max(A[this.thread.y][this.thread.x], 0) - 0.125; }' as never,
    { output: [7, 5] },
  ) as unknown as (...reads: unknown[]) => unknown;
  const pipeline = gpu.createPipeline(
    ((a: unknown, w: unknown) => {
      let value = a;
      for (let round = 0; round < 6; round++) value = bend(product(value, w));
      return value;
    }) as never,
    { threads: false },
  );
  const stock = pipeline.pipeline as unknown as StockPipeline & { _executor: { _stepRuns: unknown[] } };
  if (ours) driveSteps(stock);
  const results: number[][] = [];
  for (const size of sizes) {
    const matrix = (columns: number, rows: number) =>
      new Input(
        Float32Array.from({ length: columns * rows }, (_, at) => Math.sin(at * size)) as never,
        [columns, rows] as never,
      );
    const rows = await pipeline(matrix(7, size) as never, matrix(7, 7) as never);
    results.push((rows as unknown as Float32Array[]).flatMap((row) => [...row]));
  }
  const calls = stock._executor._stepRuns.length;
  const blocked = countBlocked(stock);
  await gpu.destroy();
  return { results, calls, blocked };
}

it('a kernel called by itself gives what it gives in a plan', async () => {
  const call = (kernelClass: unknown) => {
    const gpu = new GPU({ mode: 'webasm' });
    if (kernelClass !== null) gpu.Kernel = kernelClass as never;
    const kernel = gpu.createKernel(
      'function (A) { let s = 0; for (let i = 0; i < 5; i++) { s += A[this.thread.y][i] * this.thread.x; } return s; }' as never,
      { output: [7, 6] },
    ) as unknown as (a: unknown) => Float32Array[];
    return kernel(new Input(Float32Array.from({ length: 30 }, (_, at) => Math.sin(at)) as never, [5, 6] as never));
  };
  expect(call(Kernel)).toEqual(call(null));
});

it('a plan of many steps is one call into WebAssembly, with the results of a call a step', async () => {
  const [stock, ours] = [await weave(false, [5]), await weave(true, [5])];
  expect(ours.results).toEqual(stock.results);
  expect(stock.calls).toBe(12);
  expect(ours.calls).toBe(1);
  expect(stock.blocked).toBe(0);
  expect(ours.blocked).toBe(2);
});

it('sizes that change are compiled anew and driven again', async () => {
  const [stock, ours] = [await weave(false, [5, 6, 5]), await weave(true, [5, 6, 5])];
  expect(ours.results).toEqual(stock.results);
  expect(ours.calls).toBe(1);
});
