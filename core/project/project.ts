import type { DataSettings } from '../data/settings.ts';
import type { Graph } from '../graph/graph.ts';
import type { TrainingSettings } from '../train/settings.ts';
import type { HandRows } from './handInputs.ts';

/** Everything a person makes in Gradwire: the network, its data and how it is trained. */
export interface Project {
  readonly name: string;
  readonly graph: Graph;
  /** Null where the project has no data of its own yet. */
  readonly data: DataSettings | null;
  readonly training: TrainingSettings;
  /** Rows typed in by hand, which the stepper and the predictions can take in place of the data. */
  readonly handRows?: HandRows | undefined;
  /** What a project of the examples must reach, held by a test. */
  readonly goal?: Goal | undefined;
}

/** A bound on the test part: at least this accuracy, or at most this loss. */
export interface Goal {
  readonly accuracy?: number | undefined;
  readonly loss?: number | undefined;
}

export const FORMAT = 'gradwire';
export const VERSION = 1;
export const EXTENSION = '.gradwire';
