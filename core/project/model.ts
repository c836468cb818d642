import { z } from 'zod';
import { names, stateNames } from '../compile/compile.ts';
import { featureNames, MOST_CATEGORIES } from '../data/columns.ts';
import type { Preprocessing } from '../data/prepare.ts';
import { languages } from '../data/settings.ts';
import { readSafetensors, writeSafetensors } from '../formats/safetensors.ts';
import type { Network } from '../graph/validate.ts';
import { collect, isError, ProblemError, problem, type Result, unwrap } from '../problem.ts';
import type { Arrays } from '../runtime/device.ts';
import { sizeOf, type Tensor, transpose } from '../tensor.ts';
import type { TrainingState } from '../train/state.ts';
import { checkWeights, fromKernelLayout, type Weights, weightPlaces } from '../train/weights.ts';
import { readProject, writeProject } from './file.ts';
import type { Project } from './project.ts';
import { numberRule, oneHotRule } from './schema.ts';

/**
 * A model file: the weights under PyTorch's names and in its layout, and in the file's metadata the project and what was
 * fitted on the training part, so that one file can predict. A checkpoint is the same file with the training's state.
 */
export interface ModelFile {
  readonly weights: Weights;
  readonly project: Project | null;
  readonly preprocessing: Preprocessing | null;
  /** The optimizer's buffers, the best weights and the counters, as stored; `trainingState` makes sense of them. */
  readonly training: StoredTraining | null;
}

export interface StoredTraining {
  readonly optimizer: string;
  readonly progress: z.infer<typeof progressSchema>;
  readonly states: ReadonlyMap<string, Tensor>;
  readonly best: ReadonlyMap<string, Tensor>;
}

const whole = z.int().min(0);
const progressSchema = z.object({
  optimizer: z.string(),
  epoch: whole,
  step: whole,
  inEpoch: z.object({ rows: whole, lossSum: z.number(), hits: z.number(), seconds: z.number() }),
  /** Shuffles and masks are drawn from streams named by seed, epoch and step: these numbers are the generator's state. */
  random: z.object({ seed: whole, epoch: whole, step: whole }),
  best: z.object({ epoch: whole, loss: z.number() }).nullable(),
  stale: whole,
});

const featureColumn = z.discriminatedUnion('encode', [
  numberRule.extend({ name: z.string(), fill: z.number().optional() }),
  oneHotRule.extend({ name: z.string(), categories: z.array(z.string()).min(1).max(MOST_CATEGORIES) }),
]);

const preprocessingSchema = z.object({
  features: z.array(z.string()),
  columns: z.array(featureColumn).optional(),
  derive: z.array(z.string()).optional(),
  mean: z.array(z.number()).optional(),
  std: z.array(z.number()).optional(),
  classes: z.array(z.string()).optional(),
  scale: z.number().optional(),
  vectors: z.object({ path: z.string(), language: z.enum(languages) }).optional(),
});

const OPTIMIZER = 'optimizer.';
const BEST = 'best.';

export interface ModelParts {
  readonly project: Project;
  readonly weights: Weights;
  readonly preprocessing: Preprocessing | null;
}

export function writeModel({ project, weights, preprocessing }: ModelParts): Uint8Array {
  return writeSafetensors(weights, modelMetadata(project, preprocessing));
}

export function writeCheckpoint(
  { project, preprocessing }: Omit<ModelParts, 'weights'>,
  network: Network,
  state: TrainingState,
): Uint8Array {
  const { training } = project;
  const tensors = new Map<string, Tensor>();
  for (const { name, spec } of weightPlaces(network)) {
    const put = (key: string, arrays: Arrays, from: string) =>
      tensors.set(key, fromKernelLayout(spec.shape, arrays[from] as Float32Array));
    put(name, state.weights, name);
    for (const buffer of stateNames(training))
      put(`${OPTIMIZER}${buffer}.${name}`, state.optimizer, names.state(name, buffer));
    if (state.best) put(BEST + name, state.best.weights, name);
  }
  const { epoch, step, inEpoch, best, stale } = state;
  const progress: z.infer<typeof progressSchema> = {
    optimizer: training.optimizer.type,
    epoch,
    step,
    inEpoch,
    random: { seed: training.seed, epoch, step },
    best: best && { epoch: best.epoch, loss: best.loss },
    stale,
  };
  return writeSafetensors(tensors, { ...modelMetadata(project, preprocessing), training: JSON.stringify(progress) });
}

/** The project and its preprocessing as texts, for files that carry texts beside the weights. */
export function modelMetadata(project: Project, preprocessing: Preprocessing | null): Record<string, string> {
  if (!preprocessing) return { gradwire: writeProject(project) };
  const { scaling, ...rest } = preprocessing;
  return { gradwire: writeProject(project), preprocessing: JSON.stringify({ ...rest, ...scaling }) };
}

/** Reads weights with whatever else the file brings along. Metadata that cannot be understood is a Problem. */
export function readModel(bytes: Uint8Array, file: string): Result<ModelFile> {
  return collect(() => {
    const { tensors, metadata } = unwrap(readSafetensors(bytes, file));
    const weights = new Map<string, Tensor>();
    const states = new Map<string, Tensor>();
    const best = new Map<string, Tensor>();
    for (const [name, value] of tensors) {
      // `optimizer.m.linear1.weight` has more dots than a weight of a block that is itself named "optimizer".
      if (name.startsWith(OPTIMIZER) && name.split('.').length === 4) states.set(name.slice(OPTIMIZER.length), value);
      else if (name.startsWith(BEST) && name.split('.').length === 3) best.set(name.slice(BEST.length), value);
      else weights.set(name, value);
    }
    const { gradwire, preprocessing, training } = metadata;
    const progress = training === undefined ? null : parse(progressSchema, training, file, 'training');
    return {
      weights,
      project: gradwire === undefined ? null : unwrap(readProject(gradwire, file)),
      preprocessing: preprocessing === undefined ? null : readPreprocessing(preprocessing, file),
      training: progress && { optimizer: progress.optimizer, progress, states, best },
    };
  });
}

/** The preprocessing in a file's metadata. Throws a ProblemError for what cannot be understood. */
export function readPreprocessing(text: string, file: string): Preprocessing {
  const { mean, std, ...rest } = parse(preprocessingSchema, text, file, 'preprocessing');
  if (mean?.length !== std?.length) throw bad(file, 'the preprocessing has means and deviations of different length');
  if (rest.columns && featureNames(rest.columns).join() !== rest.features.join()) {
    throw bad(file, 'the preprocessing has columns that do not make its features');
  }
  return { ...rest, ...(mean && std && { scaling: { mean, std } }) };
}

function parse<T>(schema: z.ZodType<T>, text: string, file: string, part: string): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw bad(file, `its ${part} metadata is not JSON`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw bad(file, `its ${part} metadata has a wrong '${parsed.error.issues[0]?.path.join('.')}'`);
}

function bad(file: string, reason: string): ProblemError {
  return new ProblemError(problem('badSafetensors', { file, reason }));
}

/** The state a checkpoint holds, made sure to fit the network and its optimizer. */
export function trainingState(
  model: ModelFile,
  network: Network,
  project: Project,
  file: string,
): Result<TrainingState> {
  return collect((warn) => {
    const { training } = model;
    if (!training) throw new ProblemError(problem('notCheckpoint', { file }));
    const expected = project.training.optimizer.type;
    if (training.optimizer !== expected) {
      throw new ProblemError(problem('checkpointOptimizer', { found: training.optimizer, expected }));
    }
    const faults = checkWeights(network, model.weights);
    if (faults.some(isError)) throw new ProblemError(...faults);
    faults.forEach(warn);
    const { epoch, step, inEpoch, best, stale } = training.progress;
    const places = weightPlaces(network);
    const toKernels = (name: string, shape: readonly number[], found: Tensor | undefined): Float32Array => {
      if (found?.shape.join() !== shape.join()) throw bad(file, `its '${name}' is missing or has another shape`);
      return shape.length === 2 ? transpose(found).data : found.data;
    };
    const pick = (from: ReadonlyMap<string, Tensor>) =>
      Object.fromEntries(places.map(({ name, spec }) => [name, toKernels(name, spec.shape, from.get(name))]));
    return {
      weights: pick(model.weights),
      optimizer: Object.fromEntries(
        places.flatMap(({ name, spec }) =>
          stateNames(project.training).map((state) => {
            const stored = `${state}.${name}`;
            return [names.state(name, state), toKernels(OPTIMIZER + stored, spec.shape, training.states.get(stored))];
          }),
        ),
      ),
      epoch,
      step,
      inEpoch,
      best: best && { ...best, weights: pick(training.best) },
      stale,
    };
  });
}

/** The numbers of a model, for people. */
export function countParameters(weights: Weights): number {
  return [...weights.values()].reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}
