/** Trainings that `train.py` must repeat: those of the examples, and thirty drawn so that every setting is among them. */
import { filesIn } from '../cli/files.ts';
import type { Dataset } from '../core/data/dataset.ts';
import { type PreparedData, prepareData } from '../core/data/prepare.ts';
import type { ExportModel } from '../core/exchange/target.ts';
import type { Graph } from '../core/graph/graph.ts';
import { Random } from '../core/random.ts';
import { randomMatrix } from '../core/testing/networks.ts';
import { randomGraph } from '../core/testing/randomNetworks.ts';
import { modelOf } from '../core/testing/trained.ts';
import type { TrainingSettings } from '../core/train/settings.ts';
import { exampleModel, exampleNames, examplesFolder } from './cases.ts';

export interface Training {
  readonly name: string;
  readonly model: ExportModel & { readonly data: PreparedData };
}

/** An example with its own data, split as the project has it. */
export async function exampleWithData(name: string): Promise<Training['model']> {
  const model = exampleModel(name);
  const { data: settings } = model.project;
  if (!settings) throw new Error('the project has no data');
  const task = model.network.loss?.node.type === 'meanSquaredError' ? 'regression' : 'classification';
  const data = await prepareData(settings, task, filesIn(examplesFolder));
  return { ...model, data, preprocessing: data.preprocessing };
}

/** Rows come in their order, since shuffles are drawn by each on its own. */
export async function allTrainings(): Promise<Training[]> {
  const examples = exampleNames.map(async (name) => {
    const model = await exampleWithData(name);
    return { name, model: withTraining(model, { ...model.project.training, shuffle: false, epochs: 2 }) };
  });
  return [...(await Promise.all(examples)), ...Array.from({ length: 30 }, (_, seed) => drawnTraining(seed))];
}

function withTraining(model: Training['model'], training: TrainingSettings): Training['model'] {
  return { ...model, project: { ...model.project, training } };
}

const optimizers: readonly TrainingSettings['optimizer'][] = [
  { type: 'sgd', learningRate: 0.1, momentum: 0, nesterov: true, weightDecay: 0 },
  { type: 'sgd', learningRate: 0.05, momentum: 0.9, nesterov: false, weightDecay: 0.01 },
  { type: 'sgd', learningRate: 0.05, momentum: 0.8, nesterov: true, weightDecay: 0.01 },
  { type: 'adam', learningRate: 0.01, beta1: 0.8, beta2: 0.99, eps: 1e-6, weightDecay: 0.01 },
  { type: 'adamw', learningRate: 0.01, beta1: 0.9, beta2: 0.999, eps: 1e-6, weightDecay: 0.1 },
  { type: 'rmsprop', learningRate: 0.003, alpha: 0.9, eps: 1e-6, momentum: 0, weightDecay: 0 },
  { type: 'rmsprop', learningRate: 0.003, alpha: 0.9, eps: 1e-6, momentum: 0.5, weightDecay: 0.01 },
  { type: 'adagrad', learningRate: 0.05, eps: 1e-6, weightDecay: 0 },
  { type: 'adagrad', learningRate: 0.05, eps: 1e-6, weightDecay: 0.01 },
];

const schedules: readonly TrainingSettings['schedule'][] = [
  undefined,
  { type: 'constant', warmup: 3 },
  { type: 'step', stepSize: 1, gamma: 0.5, warmup: 0 },
  { type: 'exponential', gamma: 0.7, warmup: 7 },
  { type: 'cosine', etaMin: 0.001, warmup: 2 },
];

/** Lists of different lengths, gone through in step: each value meets each. */
export function drawnTraining(seed: number): Training {
  const at = <T>(list: readonly T[]) => list[seed % list.length] as T;
  const training: TrainingSettings = {
    optimizer: at(optimizers),
    schedule: at(schedules),
    clipNorm: at([undefined, 0.2]),
    l1: at([undefined, undefined, 0.01]),
    l2: at([undefined, undefined, undefined, 0.05]),
    // No epoch is better than the first by so much: the second ends the run, and the first one's weights are the result.
    earlyStopping: at([undefined, undefined, undefined, undefined, { patience: 1, minDelta: 10 }]),
    epochs: at([2, 2, 2, 2, 5]),
    // The last batch of an epoch is a short one.
    batchSize: at([8, 16, 5, 100]),
    seed,
    shuffle: false,
  };
  const { network, ...model } = modelOf(withoutMasks(randomGraph(seed)));
  const random = new Random(seed, 'rows');
  const classes = network.prediction.features as number;
  const kind = network.loss?.node.type === 'meanSquaredError' ? 'values' : at(['classes', 'probabilities'] as const);
  const part = (rows: number, stream: number): Dataset => {
    const x = randomMatrix(rows, network.input.features as number, seed * 10 + stream);
    const index = Array.from({ length: rows }, () => random.integer(classes));
    const values = {
      classes: () => ({ shape: [rows, 1], data: Float32Array.from(index) }),
      probabilities: () => ({
        shape: [rows, classes],
        data: Float32Array.from(index.flatMap((one) => soft(one, classes))),
      }),
      values: () => randomMatrix(rows, classes, seed * 10 + stream + 5),
    }[kind]();
    return { x, target: { kind, values, classes: null } };
  };
  const parts = { train: part(37, 0), valid: part(at([11, 0, 11]), 1), test: part(7, 2) };
  const features = Array.from({ length: network.input.features as number }, (_, index) => `x${index + 1}`);
  const data = { parts, preprocessing: { features } };
  const project = { ...model.project, training };
  return { name: `random${seed}`, model: { ...model, network, project, data } };
}

/** Most of the probability to one class, the rest to all. */
function soft(index: number, classes: number): number[] {
  return Array.from({ length: classes }, (_, one) => 0.2 / classes + (one === index ? 0.8 : 0));
}

/** Masks are drawn by each on its own, so that with a rate above 0 no two programs train alike. */
function withoutMasks({ blocks, wires }: Graph): Graph {
  const still = blocks.map((node) =>
    node.type === 'dropout' ? { ...node, params: { ...node.params, rate: 0 } } : node,
  );
  return { blocks: still, wires };
}
