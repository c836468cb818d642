import type { Preprocessing } from '../../core/data/prepare.ts';
import type { Network } from '../../core/graph/validate.ts';
import { checkpointFile } from '../../core/project/checkpoints.ts';
import { writeCheckpoint } from '../../core/project/model.ts';
import type { Project } from '../../core/project/project.ts';
import type { Arrays } from '../../core/runtime/device.ts';
import type { TrainingSettings } from '../../core/train/settings.ts';
import type { TrainingState } from '../../core/train/state.ts';

/** A checkpoint that is no file yet. Its arrays are those that the training itself had: keeping them copies nothing. */
export interface Held {
  readonly run: string;
  readonly network: Network;
  /** As they were by then: the rate may be changed while a training runs. */
  readonly training: TrainingSettings;
  readonly preprocessing: Preprocessing | null;
  readonly state: TrainingState;
}

/** Where checkpoints lie until they are written; which of them stay is the page's decision. */
export class Shelf {
  readonly #held = new Map<string, Held>();

  /** @returns about how many bytes its file will have */
  put(held: Held): number {
    this.#held.set(checkpointFile({ run: held.run, epoch: held.state.epoch }), held);
    const { weights, optimizer, best } = held.state;
    return sizeOf(weights) + sizeOf(optimizer) + (best ? sizeOf(best.weights) : 0);
  }

  drop(names: readonly string[]): void {
    for (const name of names) this.#held.delete(name);
  }

  /** A checkpoint as a file, with the rest of its project; null where it is not held any more. */
  write(name: string, project: Project): Uint8Array | null {
    const held = this.#held.get(name);
    if (!held) return null;
    const { network, training, preprocessing, state } = held;
    return writeCheckpoint({ project: { ...project, training }, preprocessing }, network, state);
  }
}

function sizeOf(arrays: Arrays): number {
  return Object.values(arrays).reduce((sum, { byteLength }) => sum + byteLength, 0);
}
