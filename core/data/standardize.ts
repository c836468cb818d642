import type { Tensor } from '../tensor.ts';

/** Each feature's mean and deviation, as fitted on the training part. */
export interface Scaling {
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/**
 * Means and population deviations a column, in double precision. A column without spread keeps deviation 1.
 *
 * @param asTheyAre columns that are not to be scaled
 */
export function fitScaling(
  { shape: [rows = 0, features = 0], data }: Tensor,
  asTheyAre: ReadonlySet<number> = new Set(),
): Scaling {
  const sums = new Array<number>(features).fill(0);
  const std = new Array<number>(features).fill(0);
  // Divided once: the mean of a column that is the same all over is then exactly that, and its spread nothing.
  for (let index = 0; index < data.length; index++) {
    sums[index % features] = (sums[index % features] as number) + (data[index] as number);
  }
  const mean = sums.map((sum) => sum / rows);
  for (let index = 0; index < data.length; index++) {
    const column = index % features;
    std[column] = (std[column] as number) + ((data[index] as number) - (mean[column] as number)) ** 2 / rows;
  }
  return {
    mean: mean.map((value, column) => (asTheyAre.has(column) ? 0 : value)),
    std: std.map((variance, column) => (variance > 0 && !asTheyAre.has(column) ? Math.sqrt(variance) : 1)),
  };
}

export function applyScaling({ shape, data }: Tensor, { mean, std }: Scaling): Tensor {
  const features = mean.length;
  const scaled = data.map((value, index) => {
    const column = index % features;
    return (value - (mean[column] as number)) / (std[column] as number);
  });
  return { shape, data: scaled };
}

/** The rows as they were before `applyScaling`, but for rounding. */
export function removeScaling({ shape, data }: Tensor, { mean, std }: Scaling): Tensor {
  const restored = data.map((value, index) => {
    const column = index % mean.length;
    return value * (std[column] as number) + (mean[column] as number);
  });
  return { shape, data: restored };
}
