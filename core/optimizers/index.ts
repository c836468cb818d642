/** The registry of update rules. */
import { adagrad } from './adagrad.ts';
import { adam, adamw } from './adam.ts';
import type { Optimizer } from './optimizer.ts';
import { rmsprop } from './rmsprop.ts';
import { sgd } from './sgd.ts';

export const optimizers = { sgd, adam, adamw, rmsprop, adagrad } as const;

export type OptimizerType = keyof typeof optimizers;

/** An update rule together with values for all its params. */
export interface OptimizerSettings {
  readonly type: OptimizerType;
  readonly learningRate: number;
  readonly [param: string]: number | string | boolean;
}

export function optimizerOf(type: string): Optimizer | undefined {
  return Object.hasOwn(optimizers, type) ? (optimizers[type as OptimizerType] as unknown as Optimizer) : undefined;
}
