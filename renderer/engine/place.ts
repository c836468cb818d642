import { host } from '../host/index.ts';
import { useView } from '../store/view.ts';
import type { TrainRequest } from './api.ts';
import { ask } from './turns.ts';

/** Where a training is to run. */
export type Place = Pick<TrainRequest, 'backend' | 'fma' | 'wide'>;

export function chosenPlace(): Place {
  const { backend, fma } = useView.getState();
  return { backend, fma, wide: host.joinsVectors };
}

/**
 * What goes on from a checkpoint runs where that was made, as far as the user leaves the choice open: another backend
 * rounds otherwise.
 *
 * @param former as `nameOf` had it
 */
export async function placeLike(former: string): Promise<Place> {
  const chosen = chosenPlace();
  if (chosen.backend !== 'auto') return chosen;
  const [name, ...ways] = former.split('+');
  const backend = (await ask((engine) => engine.backends()))?.find((one) => one === name);
  return backend ? { backend, fma: ways.includes('fma'), wide: host.joinsVectors } : chosen;
}
