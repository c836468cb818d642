import type { UpdateSettings } from '../compile/compile.ts';
import type { Dataset, Targets } from '../data/dataset.ts';
import { rowCount } from '../data/dataset.ts';
import type { Network } from '../graph/validate.ts';
import { type Problem, problem } from '../problem.ts';
import type { RunSettings } from '../runtime/backend.ts';
import { firstNonFinite, type Tensor } from '../tensor.ts';
import { type Tape, type TapeMoment, TapeRecorder } from './tape.ts';

/** Where in a run the numbers went astray. */
export interface Moment extends TapeMoment {
  readonly epoch: number;
}

/** Replays the step that went wrong as a tape and names the first block whose numbers are no longer finite. */
export async function locateNonFinite(
  network: Network,
  settings: UpdateSettings,
  batch: Dataset,
  moment: Moment,
  run: RunSettings,
): Promise<Problem> {
  const recorder = new TapeRecorder(network, settings, rowCount(batch), batch.target as Targets, run);
  try {
    const { block, name, what } = culprit(network, await recorder.record(batch, moment));
    return problem('notFinite', { epoch: moment.epoch, step: moment.step, what, name }, { block });
  } finally {
    await recorder.destroy();
  }
}

/** In the order in which numbers come about: outputs, then gradients from the loss backward, then the update. */
function culprit(network: Network, tape: Tape): { block: string; name: string; what: string } {
  const bad = (tensor: Tensor | undefined) => tensor !== undefined && firstNonFinite(tensor.data) >= 0;
  const blocks = network.blocks.map(({ node, name, weights }) => ({ block: node.id, name, weights }));
  const weightNames = (one: (typeof blocks)[number]) => one.weights.map((spec) => `${one.block}.${spec.name}`);
  const forward = blocks.find(({ block }) => bad(tape.outputs.get(block)));
  if (forward) return { ...forward, what: 'output' };
  const backward = [...blocks]
    .reverse()
    .find(
      (one) => bad(tape.gradients.get(one.block)) || weightNames(one).some((w) => bad(tape.weightGradients.get(w))),
    );
  if (backward) return { ...backward, what: 'gradient' };
  const updated = blocks.find((one) => weightNames(one).some((w) => bad(tape.updatedWeights.get(w))));
  const last = blocks[blocks.length - 1] as (typeof blocks)[number];
  return { ...(updated ?? last), what: updated ? 'update' : 'loss' };
}
