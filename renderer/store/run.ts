import { create } from 'zustand';
import { graphRevision } from '../../core/graph/revision.ts';
import type { Problem } from '../../core/problem.ts';
import type { Project } from '../../core/project/project.ts';
import type { EpochReport } from '../../core/train/run.ts';
import type { TrainingState } from '../../core/train/state.ts';
import type { Weights } from '../../core/train/weights.ts';
import type { Fallback, Pace, Speed, TrainStart, TrainUpdate } from '../engine/api.ts';
import type { DocumentContent } from './document.ts';
import { dataRevision } from './revision.ts';

/** The one state of a training; everything shown of it follows from this and from what it has told so far. */
export type RunPhase =
  | { readonly kind: 'idle' }
  | { readonly kind: 'compiling' }
  | { readonly kind: 'running' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'done'; readonly reason: 'epochs' | 'early' | 'stopped' }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** What happens to a training. */
export type RunEvent =
  | { readonly kind: 'compile' }
  | { readonly kind: 'begin' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'finish'; readonly reason: 'epochs' | 'early' | 'stopped' }
  | { readonly kind: 'fail'; readonly problem: Problem }
  | { readonly kind: 'reset' };

/** The next phase. What cannot happen in a phase leaves it as it is. */
export function transition(phase: RunPhase, event: RunEvent): RunPhase {
  const busy = isBusy({ phase });
  switch (event.kind) {
    case 'compile':
      return busy ? phase : { kind: 'compiling' };
    case 'begin':
      return phase.kind === 'compiling' ? { kind: 'running' } : phase;
    case 'pause':
      return busy ? { kind: 'paused' } : phase;
    case 'finish':
      return busy || phase.kind === 'paused' ? { kind: 'done', reason: event.reason } : phase;
    case 'fail':
      return busy ? { kind: 'failed', problem: event.problem } : phase;
    case 'reset':
      return { kind: 'idle' };
  }
}

/** What a training was started with: a later edit makes its results stale. */
export interface RunOrigin {
  readonly id: string;
  /** The revisions of the graph and of the data. */
  readonly graph: string;
  readonly data: string;
  /** Weights that the document gave it to begin with, or that were taken over from it. */
  readonly weights: Weights | null;
  readonly state: TrainingState | null;
  readonly project: Pick<Project, 'graph' | 'data' | 'training'>;
  /** The checkpoint that it goes on from. */
  readonly resumed?: { readonly run: string; readonly epoch: number } | undefined;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

/** Whether a training's figures belong to a network, data or weights that have been edited since. */
export function isStale(origin: RunOrigin | null, { graph, data, weights, state }: DocumentContent): boolean {
  return (
    origin !== null &&
    (origin.graph !== graphRevision(graph) ||
      origin.data !== dataRevision(data) ||
      origin.weights !== weights ||
      origin.state !== state)
  );
}

export type TrainedRun = Pick<RunStore, 'origin' | 'update'>;

/** Names the weights that training has come to; null where it has not changed any. */
export function trainedTo({ origin, update }: TrainedRun): string | null {
  return origin && update && update.step > 0 ? `${origin.id} ${update.step}` : null;
}

interface RunStore {
  readonly phase: RunPhase;
  readonly origin: RunOrigin | null;
  readonly update: TrainUpdate | null;
  /** A report an epoch. */
  readonly reports: readonly EpochReport[];
  readonly speed: Speed | null;
  readonly start: TrainStart | null;
  readonly fallback: Fallback | null;
  /** Grows whenever the weights changed, so that views know to look again. */
  readonly version: number;
  readonly pace: Pace;
  send(event: RunEvent): void;
  take(update: TrainUpdate): void;
}

export const useRun = create<RunStore>()((set) => ({
  phase: { kind: 'idle' },
  origin: null,
  update: null,
  reports: [],
  speed: null,
  start: null,
  fallback: null,
  version: 0,
  pace: 'watch',
  send: (event) =>
    set((state) => ({
      phase: transition(state.phase, event),
      ...(event.kind === 'reset' && {
        update: null,
        reports: [],
        origin: null,
        fallback: null,
        version: state.version + 1,
      }),
    })),
  take: (update) =>
    set((state) => ({
      // Between two epochs there is nothing new to say of the loss; the last word stands.
      update: {
        ...update,
        loss: update.loss ?? state.update?.loss ?? null,
        accuracy: update.accuracy ?? state.update?.accuracy ?? null,
      },
      reports: update.reports.length > 0 ? [...state.reports, ...update.reports] : state.reports,
      speed: update.speed ?? state.speed,
      version: state.version + 1,
    })),
}));

export function isBusy({ phase }: { phase: RunPhase }): boolean {
  return phase.kind === 'running' || phase.kind === 'compiling';
}
