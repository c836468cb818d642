import type { Weights } from '../../../core/train/weights.ts';
import { adoptTraining, currentWeights, sync } from '../../engine/controller.ts';
import { useDocument } from '../../store/document.ts';

let last: Promise<void> = Promise.resolve();

/**
 * Changes the weights of a block by hand: a step of the document's history. Numbers are typed faster than the engine
 * takes them in, so each change waits for the one before and is made to what that has left.
 *
 * @param change null for those that the seed says
 * @returns resolves when the engine has taken it in
 */
export function editWeights(block: string, change: (weights: Weights) => Weights | null): Promise<void> {
  const { graph } = useDocument.getState();
  const next = last.then(async () => {
    // Another network may have been opened while it waited.
    if (useDocument.getState().graph !== graph) return;
    // Undoing the change leads back to what was trained, and not to what the training began with.
    await adoptTraining();
    const weights = await currentWeights();
    const changed = weights && change(weights);
    if (!weights || changed === weights) return;
    useDocument.getState().edit({ key: 'editWeights', detail: block }, { weights: changed });
    await sync();
  });
  last = next.catch(() => undefined);
  return next;
}
