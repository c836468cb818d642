/** A chain of layers with ReLU between them, Softmax and cross entropy at the end. */
export interface Net {
  /** The widths, input first. */
  readonly widths: readonly number[];
  readonly batch: number;
  /** Steps in an epoch, and so the rows of data: many where a step is short. */
  readonly steps: number;
  /** The same for backends that take far longer: GPUs done in software, plain JavaScript. */
  readonly slowSteps: number;
}

export const nets: readonly Net[] = [
  { widths: [2, 8, 8, 2], batch: 16, steps: 100, slowSteps: 32 },
  { widths: [4, 16, 3], batch: 16, steps: 100, slowSteps: 32 },
  { widths: [300, 4], batch: 64, steps: 100, slowSteps: 16 },
  { widths: [300, 128, 64, 4], batch: 64, steps: 40, slowSteps: 8 },
  { widths: [784, 128, 10], batch: 64, steps: 20, slowSteps: 4 },
  { widths: [784, 512, 256, 10], batch: 128, steps: 4, slowSteps: 2 },
];

/** The net whose first call is looked at closely: its time and its memory. */
export const firstCallNet = '784-128-10';

export function netName({ widths }: Pick<Net, 'widths'>): string {
  return widths.join('-');
}

export const learningRate = 0.01;
