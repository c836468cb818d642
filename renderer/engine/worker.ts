/** The engine's worker: one model at a time, trained and looked at without the page ever waiting. */
import * as Comlink from 'comlink';
import type { Plan } from '../../core/compile/compile.ts';
import { type FileContents, readContents } from '../../core/data/contents.ts';
import type { Part } from '../../core/data/dataset.ts';
import { type DataFormat, exportData } from '../../core/data/exportData.ts';
import { type PreparedData, readText, type TextReading } from '../../core/data/prepare.ts';
import { watched } from '../../core/formats/watch.ts';
import { collect, collectAsync, ProblemError, problem, type Result, unwrap } from '../../core/problem.ts';
import type { Project } from '../../core/project/project.ts';
import type { Backend } from '../../core/runtime/backend.ts';
import { availableBackends } from '../../core/runtime/choose.ts';
import type { Tensor } from '../../core/tensor.ts';
import type { OnRows } from '../../core/train/assess.ts';
import type { TrainingSettings } from '../../core/train/settings.ts';
import type { TrainingState } from '../../core/train/state.ts';
import type { Timing } from '../../core/train/timing.ts';
import type { Weights } from '../../core/train/weights.ts';
import type { Mistakes } from '../../core/train/worst.ts';
import type {
  DataRequest,
  DataRows,
  DataSummary,
  Exported,
  ExportRequest,
  ModelRequest,
  Pace,
  Plane,
  ProjectFiles,
  TellProgress,
  TrainListener,
  TrainOutcome,
  TrainRequest,
  TrainStart,
} from './api.ts';
import { loadData, rowsOfPart } from './data.ts';
import { checkModel, modelSurface, type OnProgress, type PlaneChoice, timeModel } from './experiments.ts';
import { exportFrom } from './exporting.ts';
import { Model } from './model.ts';
import { filesOf } from './pieces.ts';
import { compiledSources, programOf } from './programs.ts';
import { seldom } from './seldom.ts';
import { Shelf } from './shelf.ts';
import { type TapeSource, Tapes, type TapeView } from './tapes.ts';
import { Training } from './training.ts';
import { Views } from './views.ts';

let data: PreparedData | null = null;
let reading: AbortController | null = null;
let looking: AbortController | null = null;
let model: Model | null = null;
let views: Views | null = null;
let tapes: Tapes | null = null;
let training: Training | null = null;
/** Checkpoints outlive the models they were made of. */
const shelf = new Shelf();
/** Each model has a number: what was asked of an older one is not answered of a newer. */
let generation = 0;

const engine = {
  backends: (): Promise<Backend[]> => availableBackends(),

  async loadData(request: DataRequest, files: ProjectFiles, tell: TellProgress): Promise<Result<DataSummary>> {
    reading = new AbortController();
    const loaded = await loadData(request, files, { signal: reading.signal, onProgress: seldom(tell) });
    if (!loaded.ok) return loaded;
    data = loaded.value.prepared;
    return { ...loaded, value: loaded.value.summary };
  },

  cancelReading: (): void => reading?.abort(),
  cancelLooking: (): void => looking?.abort(),

  clearData(): void {
    data = null;
  },

  /** What a data file holds, before anything of it is used. */
  inspect: (
    path: string,
    header: boolean | undefined,
    files: ProjectFiles,
    tell: TellProgress,
  ): Promise<Result<FileContents>> =>
    collectAsync(async () => {
      looking = new AbortController();
      const watcher = { signal: looking.signal, onProgress: seldom(tell) };
      const source = unwrap(await filesOf(files).open(path));
      return unwrap(await readContents(watched(source, path, watcher), path, header));
    }),

  /** Some rows of a part as the network gets them; null where there are no data. */
  rows(part: Part, first: number, count: number): DataRows | null {
    return data && rowsOfPart(data, part, first, count);
  },

  /** x and y of each part as a file; null where there are no data. */
  exportData: (format: DataFormat): Uint8Array | null => data && exportData(format, data),

  /** A text as the network gets it; null where the data are no texts. */
  readText: (text: string, files: ProjectFiles): Promise<Result<TextReading | null>> =>
    collectAsync(async () => data && readText(text, data.preprocessing, filesOf(files))),

  /** Takes another model in hand. What was trained before is let go. */
  async open(request: ModelRequest): Promise<Result<null>> {
    await close();
    return collect(() => take(request));
  },

  /** Gets a training ready: compiles it, and where asked to measures the backends. */
  async prepareTraining(request: TrainRequest, listener: TrainListener): Promise<Result<TrainStart>> {
    if (!model) throw new Error('there is no model');
    await training?.pause();
    training = new Training(model, request, listener, shelf);
    const current = training;
    return collectAsync(() => current.prepare());
  },

  /** Trains until the request's end, a pause or a failure. */
  async train(): Promise<Result<TrainOutcome>> {
    const current = training;
    if (!current) throw new Error('no training was prepared');
    return collectAsync(async () => {
      try {
        return await current.run();
      } finally {
        if (training === current) training = null;
      }
    });
  },

  /** Resolves when nothing trains any more. */
  pause: async (): Promise<void> => training?.pause(),

  setPace(pace: Pace): void {
    if (training) training.pace = pace;
  },

  setLearningRate(training: TrainingSettings): void {
    model?.setLearningRate(training);
  },

  /** Other settings for the same network: it goes on from the weights it has. */
  async changeTraining(settings: TrainingSettings): Promise<void> {
    await training?.pause();
    if (!model) return;
    const { request, state } = model;
    const { resume: _, ...start } = request;
    await close();
    take({ ...start, training: settings, ...(state && { resume: state }) });
  },

  /** Back to the weights the model started from. */
  async reset(): Promise<void> {
    await training?.pause();
    await model?.resetRun();
  },

  weights: (): Weights | null => model?.weights ?? null,
  state: (): TrainingState | null => model?.state ?? null,
  /** Both, of the same moment. */
  trained: (): { weights: Weights; state: TrainingState | null } | null =>
    model && { weights: model.weights, state: model.state },

  /** A checkpoint that has not been written yet, as a file; null where it is not held any more. */
  writeCheckpoint: (name: string, project: Project): Uint8Array | null => shelf.write(name, project),
  dropCheckpoints: (names: readonly string[]): void => shelf.drop(names),

  /** Writes the model in a form of other software, ready to be handed over. */
  exportModel: (request: ExportRequest): Promise<Result<Exported>> =>
    collectAsync(async () => {
      if (!model) throw new ProblemError(problem('noWeights', {}));
      return exportFrom(model, request);
    }),

  recordTape: (source: TapeSource) => ask(() => requireTapes().record(source)),
  tapeStep: (index: number, view: TapeView) => ask(async () => requireTapes().step(index, view)),
  tapeCell: (index: number, view: TapeView, target: string, row: number, column: number, input: number) =>
    ask(async () => requireTapes().cell(index, view, target, row, column, input)),
  tapeSample: (row: number) => ask(() => requireTapes().sample(row)),
  tapeApplied: () => ask(async () => requireTapes().applied()),

  checkGradients: (perWeight: number, onProgress: OnProgress) =>
    ask((_, current) => checkModel(current, perWeight, onProgress)),
  lossSurface: (choice: PlaneChoice, grid: { size: number; range: number }, onProgress: OnProgress) =>
    ask((_, current) => modelSurface(current, choice, grid, onProgress)),

  timeEpochs: (onTiming: (timing: Timing) => boolean | Promise<boolean>) =>
    ask((_, current) => timeModel(current, onTiming)),

  program: (kind: Plan['kind']) => ask(async (_, current) => programOf(current, kind)),
  compiledSources: (kind: Plan['kind'], backend: Backend) =>
    ask((_, current) => compiledSources(current, kind, backend)),

  evaluate: (part: Part) => ask((current) => current.evaluate(part)),
  assess: (part: Part, onRows: OnRows) => ask((current) => current.assess(part, onRows)),
  mistakes: (part: Part, of: Mistakes, most: number) => ask((current) => current.mistakes(part, of, most)),
  predictions: (part: Part, first: number, count: number) => ask((current) => current.predictions(part, first, count)),
  predictInputs: (x: Tensor) => ask((current) => current.predictInputs(x)),
  boundary: (size: number, plane: Plane) => ask((current) => current.boundary(size, plane)),
  histograms: (block: string) => ask((current) => current.histograms(block)),
  flow: () => ask((current) => current.flow()),
};

function take(request: ModelRequest): null {
  model = new Model(request, data);
  views = new Views(model);
  tapes = new Tapes(model);
  return null;
}

async function close(): Promise<void> {
  await training?.pause();
  training = null;
  generation += 1;
  const [oldModel, oldViews, oldTapes] = [model, views, tapes];
  model = null;
  views = null;
  tapes = null;
  await Promise.all([oldModel?.resetRun(), oldViews?.destroy(), oldTapes?.destroy()]);
}

function requireTapes(): Tapes {
  if (!tapes) throw new Error('there is no model');
  return tapes;
}

/** A view of the current model, or null where there is none, or where it changed or failed meanwhile. */
async function ask<T>(view: (current: Views, of: Model) => Promise<T>): Promise<T | null> {
  const asked = generation;
  if (!views || !model) return null;
  try {
    const answer = await view(views, model);
    return asked === generation ? answer : null;
  } catch (error) {
    if (asked !== generation || error instanceof ProblemError) return null;
    throw error;
  }
}

export type Engine = typeof engine;
Comlink.expose(engine);
