import type { OptimizerSettings } from '../optimizers/index.ts';
import type { ScheduleType } from '../optimizers/schedule.ts';

/** How a network is trained; the `training` part of a project, defaults filled in. */
export interface TrainingSettings {
  readonly optimizer: OptimizerSettings;
  readonly batchSize: number;
  readonly epochs: number;
  readonly seed: number;
  /** Whether the rows come in a new order every epoch. */
  readonly shuffle: boolean;
  readonly schedule?: ({ readonly type: ScheduleType } & Readonly<Record<string, unknown>>) | undefined;
  /** The largest norm that all gradients together may have. */
  readonly clipNorm?: number | undefined;
  readonly l1?: number | undefined;
  readonly l2?: number | undefined;
  readonly earlyStopping?: EarlyStopping | undefined;
}

/** Stops when the validation loss has not fallen by `minDelta` for `patience` epochs, and goes back to its best. */
export interface EarlyStopping {
  readonly patience: number;
  readonly minDelta: number;
}
