import { type Dataset, rowCount } from '../data/dataset.ts';
import type { Network } from '../graph/validate.ts';
import type { Backend } from '../runtime/backend.ts';
import { Run } from './run.ts';
import type { TrainingSettings } from './settings.ts';

/** How long one epoch takes. */
export interface Timing {
  readonly backend: Backend;
  readonly batchSize: number;
  readonly seconds: number;
}

/** An epoch that would take longer than this is not waited for. */
const LONGEST = 20;

/**
 * Times an epoch for each batch size on each backend, the largest batches first: they are the quickest. The first epoch
 * of each warms up and is not counted; on backends that take too long for the smaller ones these are left out.
 *
 * @param train the rows to go through; trained on from scratch, and let go afterwards
 */
export async function* timeEpochs(
  network: Network,
  train: Dataset,
  settings: TrainingSettings,
  batchSizes: readonly number[],
  backends: readonly Backend[],
): AsyncIterable<Timing> {
  const sizes = batchSizes.filter((size) => size <= rowCount(train)).sort((a, b) => b - a);
  for (const backend of backends) {
    for (const batchSize of sizes) {
      const training = { ...settings, batchSize, epochs: 2, earlyStopping: undefined };
      const run = await Run.start({ network, train, valid: null, settings: training, backend });
      let seconds = Number.NaN;
      try {
        while (run.ending === null) seconds = (await run.advance()).epoch?.seconds ?? seconds;
      } finally {
        await run.destroy();
      }
      // A training that broke tells nothing of the time.
      if (run.ending !== 'epochs') break;
      yield { backend, batchSize, seconds };
      if (2 * seconds > LONGEST) break;
    }
  }
}
