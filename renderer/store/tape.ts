import { create } from 'zustand';
import type { HandInputs } from '../../core/project/handInputs.ts';
import type { TapeStep } from '../../core/tape/steps.ts';
import type { CellView, StepView } from '../../core/tape/views.ts';
import type { TapeInfo, TapeSource, TapeView } from '../engine/tapes.ts';

/** How close one looks at a step. */
export const levels = ['block', 'matrix', 'neuron', 'term'] as const;
export type Level = (typeof levels)[number];

/** The cell that is pointed at: of which target, and where. Rows and columns count from 0. */
export interface CellPlace {
  readonly target: string;
  readonly input: number;
  readonly row: number;
  readonly column: number;
}

/** What a tape was recorded of; it is stale as soon as one of these is another. */
export interface TapeOrigin {
  readonly graph: string;
  readonly data: string;
  /** The run store's version: it grows whenever weights change. */
  readonly version: number;
  /** The learning rate of the update that it proposes. */
  readonly rate: number;
  /** The rows typed by hand, where it is of those. */
  readonly inputs: HandInputs | null;
}

interface TapeStore {
  readonly info: TapeInfo | null;
  readonly origin: TapeOrigin | null;
  readonly source: TapeSource;
  readonly recording: boolean;
  /** The step one stands at; null before a tape is recorded. */
  readonly position: number | null;
  readonly playing: boolean;
  /** Steps a second while it plays. */
  readonly speed: number;
  readonly level: Level;
  readonly view: TapeView;
  /** The row of the batch that is looked at by itself. */
  readonly row: number;
  readonly cell: CellPlace | null;
  readonly step: StepView | null;
  readonly cellView: CellView | null;
}

/** Where the stepper stands, and the slices of the tape that it shows. The tape itself stays in the worker. */
export const useTape = create<TapeStore>()(() => ({
  info: null,
  origin: null,
  source: { kind: 'part', part: 'train', first: 0, count: 16 },
  recording: false,
  position: null,
  playing: false,
  speed: 1,
  level: 'matrix',
  view: 'batch',
  row: 0,
  cell: null,
  step: null,
  cellView: null,
}));

/** The step one stands at. */
export function currentStep({ info, position }: { info: TapeInfo | null; position: number | null }): TapeStep | null {
  return position === null ? null : (info?.steps[position] ?? null);
}
