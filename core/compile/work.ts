import type { Kernel } from '../blocks/kernel.ts';
import { sizeOf } from '../tensor.ts';

/** Roughly the multiplications of a kernel: its cells, times the length of the loops that each of them runs. */
export function kernelWork({ source, shape }: Kernel): number {
  const loops = [...source.matchAll(/ < (\d+); /g)].map((match) => Number(match[1]));
  return sizeOf(shape) * (1 + loops.reduce((total, length) => total + length, 0));
}

/** From so many multiplications on, a kernel takes several times as long as it takes threads to wait for each other. */
const LARGE = 100_000;

/** Whether a kernel is worth being split over threads: it has rows to share out, and enough to do. */
export function isLarge(kernel: Kernel): boolean {
  return kernel.shape.length === 2 && kernelWork(kernel) >= LARGE;
}
