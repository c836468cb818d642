import type { TrainingSettings } from './settings.ts';
import type { TrainingState } from './state.ts';

/** Why a training that can go on is over, or null while it is not. */
export function endingOf(
  { epoch, stale }: TrainingState,
  { epochs, earlyStopping }: Pick<TrainingSettings, 'epochs' | 'earlyStopping'>,
): 'epochs' | 'early' | null {
  if (earlyStopping && stale >= earlyStopping.patience) return 'early';
  return epoch >= epochs ? 'epochs' : null;
}

/** The weights that a training is there for, in the kernels' layout, and the epoch that they are of. */
export type InUse = Pick<TrainingState, 'epoch' | 'weights'>;

/** Those of now; of a training with early stopping that is over, the best. */
export function inUse(
  state: TrainingState,
  { earlyStopping }: Pick<TrainingSettings, 'earlyStopping'>,
  isOver: boolean,
): InUse {
  return earlyStopping && isOver && state.best ? state.best : state;
}
