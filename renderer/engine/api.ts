/** What the page and the engine's worker say to each other. Everything here can be structured-cloned. */
import type { Text } from '../../core/blocks/params.ts';
import type { Part } from '../../core/data/dataset.ts';
import type { Preprocessing } from '../../core/data/prepare.ts';
import type { DataSettings, Task } from '../../core/data/settings.ts';
import type { Coverage } from '../../core/data/texts.ts';
import type { PortableOptions } from '../../core/exchange/portable.ts';
import type { TargetName } from '../../core/exchange/targets.ts';
import type { Verification } from '../../core/exchange/verify.ts';
import type { Graph } from '../../core/graph/graph.ts';
import type { DataFacts } from '../../core/graph/validate.ts';
import type { Problem, Result } from '../../core/problem.ts';
import type { Project } from '../../core/project/project.ts';
import type { BackendChoice, Executor, RunSettings } from '../../core/runtime/backend.ts';
import type { Trial } from '../../core/runtime/choose.ts';
import type { Tensor } from '../../core/tensor.ts';
import type { Assessment } from '../../core/train/assess.ts';
import type { EpochReport } from '../../core/train/run.ts';
import type { TrainingSettings } from '../../core/train/settings.ts';
import type { TrainingState } from '../../core/train/state.ts';
import type { Weights } from '../../core/train/weights.ts';
import type { Stretch } from '../host/host.ts';

/** The files that a project names, on the page's side of the fence. */
export interface ProjectFiles {
  /** Bytes of a file that can be read stretch by stretch; null for what is only to be had whole. */
  size(path: string): Promise<Result<number | null>>;
  /** A whole file, or a stretch of one. */
  read(path: string, stretch?: Stretch): Promise<Result<Uint8Array>>;
}

/** Told now and then how many bytes of a file were read, and of how many. */
export type TellProgress = (file: string, done: number, total: number | null) => void;

/** The data of a project as the page needs to know it; the rows stay in the worker. */
export interface DataSummary {
  readonly facts: DataFacts;
  readonly rows: Readonly<Record<Part, number>>;
  readonly features: readonly string[];
  readonly classes: readonly string[] | null;
  readonly task: Task;
  readonly preprocessing: Preprocessing;
  /** Points to draw where a row has two plain features; up to a few hundred a part. */
  readonly points: Readonly<Record<Part, PointCloud>> | null;
  /** How many rows each class has in each part; null for numbers. */
  readonly counts: Readonly<Record<Part, readonly number[]>> | null;
  /** Rows that are in no part since a value is missing in them. */
  readonly leftOut: number;
  /** How many words of each part have a vector; null for data that are no texts. */
  readonly coverage: Readonly<Record<Part, Coverage>> | null;
  /** Which parts have targets. */
  readonly labelled: Readonly<Record<Part, boolean>>;
  /** Tells these numbers from others: files may change under the names that settings have for them. */
  readonly digest: number;
}

export interface PointCloud {
  /** Plain features, before standardisation. */
  readonly x1: Float32Array;
  readonly x2: Float32Array;
  /** Class index, or the real value. */
  readonly target: Float32Array;
}

/** The network that views are computed of, and that the next training starts from. */
export interface ModelRequest {
  readonly graph: Graph;
  readonly training: TrainingSettings;
  /** Weights set by hand or from a file; the seed fills in what they leave open. */
  readonly weights: Weights | null;
  /** A checkpoint to begin with. */
  readonly state?: TrainingState | undefined;
  /** Where the training stands that began there: it goes on from here, but a reset goes back to its beginning. */
  readonly resume?: TrainingState | undefined;
}

/** A trained network that is to be written in a form of other software, with the weights that it has now. */
export interface ExportRequest extends PortableOptions {
  readonly target: TargetName;
  readonly project: Project;
  /** What the file or folder is called. */
  readonly name: string;
  readonly history: readonly EpochReport[];
  /** How rows are prepared, where there are no data to tell it. */
  readonly preprocessing: Preprocessing | null;
  /** The user's language, for texts that people are to read. */
  readonly language: keyof Text;
}

/** What was written, not yet handed over. */
export interface Exported {
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  /** All of it as one file; a folder is a zip. */
  readonly packed: Uint8Array;
  readonly verified: Verification;
  /** Epochs that the weights were trained for; the best of them, where those were taken. */
  readonly epoch: number;
}

/** How fast a training goes: an epoch a frame, several, or as fast as it can. */
export type Pace = 'watch' | 'fast' | 'full';

export interface TrainRequest {
  /** The training's name, under which its checkpoints are kept. */
  readonly run: string;
  /** Whether a checkpoint is kept after each epoch. */
  readonly checkpoints: boolean;
  readonly backend: BackendChoice;
  /** Whether webasm may use fused multiply-add. */
  readonly fma: boolean;
  /** Whether webasm may compute blocks for wide vectors, where that is measured to be faster. */
  readonly wide: boolean;
  readonly pace: Pace;
  /** How far to go: to the end, to the end of the epoch, or so many steps. */
  readonly until: 'end' | 'epoch' | number;
  /** Whether one that had come to its end goes beyond it. */
  readonly more: boolean;
  /** The epoch to end at, where that is not what the settings say. */
  readonly epochs: number | null;
}

/** What a running training tells, a few times a second. */
export interface TrainUpdate {
  readonly epoch: number;
  readonly epochs: number;
  readonly step: number;
  readonly stepInEpoch: number;
  readonly stepsPerEpoch: number;
  /** The mean loss of the epoch so far, and the share of right rows; null before the first step. */
  readonly loss: number | null;
  readonly accuracy: number | null;
  /** Epochs that ended since the last update. */
  readonly reports: readonly EpochReport[];
  /** Checkpoints that were kept since then. */
  readonly kept: readonly { readonly epoch: number; readonly bytes: number }[];
  readonly speed: Speed | null;
}

export interface Speed {
  readonly executor: Executor;
  /** How many of the plan's kernels compute a block of cells at a time. */
  readonly blocked: number;
  readonly millisecondsPerStep: number;
  readonly samplesPerSecond: number;
}

/** How a training came to rest. */
export type TrainOutcome =
  | { readonly kind: 'paused' }
  | { readonly kind: 'done'; readonly reason: 'epochs' | 'early' }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** How a training began: what runs it, and what `auto` measured. */
export interface TrainStart {
  readonly executor: RunSettings;
  readonly trials: readonly Trial[];
  readonly stepsPerEpoch: number;
}

/** A piece of the plane of two plain features: from where to where each axis goes. */
export interface Plane {
  readonly x1: readonly [low: number, high: number];
  readonly x2: readonly [low: number, high: number];
}

/** What a network says on a grid of plain inputs: the picture behind the points, and one for each unit of each block. */
export interface Boundary {
  /** Cells a side. The rows of the grid run down from the largest x2, its columns from the smallest x1. */
  readonly size: number;
  readonly plane: Plane;
  /** `[size², K]` class probabilities, or the real value. */
  readonly outputs: Tensor;
  /** By block: `[size², units]`, at most the first few units. */
  readonly units: ReadonlyMap<string, Tensor>;
}

/** How often numbers fall into each of some equal bins. */
export interface Histogram {
  readonly low: number;
  readonly high: number;
  readonly counts: readonly number[];
  readonly mean: number;
  readonly deviation: number;
  /** Numbers in all, and those of them that are exactly zero. */
  readonly total: number;
  readonly zeros: number;
  /** Numbers that are not finite, which no bin counts. */
  readonly nonFinite: number;
}

export interface BlockHistograms {
  /** Rows of the training part that all this was seen on. */
  readonly rows: number;
  /** Units, and those of them that gave out zero for every one of the rows. */
  readonly units: number;
  readonly silentUnits: number;
  readonly activations: Histogram;
  readonly gradients: Histogram | null;
  /** By weight name: of the numbers and of their gradients. */
  readonly weights: ReadonlyMap<string, { readonly values: Histogram; readonly gradients: Histogram | null }>;
}

export interface PredictionRow {
  readonly row: number;
  readonly x: readonly number[];
  readonly target: readonly number[] | null;
  readonly output: readonly number[];
  readonly probabilities: readonly number[] | null;
  /** log p of each class, reckoned from the logits where there are some. */
  readonly logs: readonly number[] | null;
  readonly predicted: number | null;
  /** What the row was made of, where that is a text. */
  readonly text: string | null;
}

export interface EvaluationReply {
  readonly part: Part;
  readonly rows: number;
  readonly loss: number;
  readonly accuracy: number | null;
  readonly confusion: readonly (readonly number[])[] | null;
}

/** All that is to be said of the network on a part of the data; single rows are asked for by `mistakes`. */
export interface AssessmentReply extends Assessment {
  readonly part: Part;
  /** Epochs that the weights had been trained for. */
  readonly epoch: number;
}

/** The rows that the last assessment of a part was worst at, or those of a cell of its confusion matrix. */
export interface MistakesReply {
  /** How many there are; `rows` are the worst of them. */
  readonly total: number;
  readonly rows: readonly PredictionRow[];
}

/** Rows of the data as the network gets them: derived and standardised. */
export interface DataRows {
  readonly x: Tensor;
  /** `[N, 1]` class indices, or `[N, K]`; null for data without targets. */
  readonly target: Tensor | null;
  /** The texts that the rows were made of. */
  readonly texts: readonly string[] | null;
}

export interface DataRequest {
  readonly settings: DataSettings;
  readonly task: Task;
}

/** A GPU that was lost, and what goes on in its place. */
export interface Fallback {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

/** The page's ear for a training. What it returns is awaited where the pace asks for it. */
export interface TrainListener {
  update(update: TrainUpdate, snapshot: TrainingState | null): Promise<void> | void;
  fallback(fallback: Fallback): void;
}
