/** What is exported and run elsewhere: every example and thirty random graphs, each with rows and our answers to them. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { applyScaling } from '../core/data/standardize.ts';
import type { ExportModel, Files } from '../core/exchange/target.ts';
import { validate } from '../core/graph/validate.ts';
import { unwrap } from '../core/problem.ts';
import { readProject } from '../core/project/file.ts';
import type { Tensor } from '../core/tensor.ts';
import { chain, randomMatrix } from '../core/testing/networks.ts';
import { randomGraph } from '../core/testing/randomNetworks.ts';
import { engineAnswers, modelOf } from '../core/testing/trained.ts';
import { initialWeights } from '../core/train/weights.ts';

export interface Case {
  readonly name: string;
  readonly model: ExportModel;
  readonly x: Tensor;
  /** What our engine answers. */
  readonly expected: Tensor;
}

/** How far answers may be from ours. */
export const TOLERANCE = 1e-5;

const ROWS = 64;
/** Where the examples' files are. */
export const examplesFolder = path.join(import.meta.dirname, '..', 'examples');

export const exampleNames = readdirSync(examplesFolder)
  .filter((file) => file.endsWith('.gradwire'))
  .map((file) => path.basename(file, '.gradwire'));

export function exampleModel(name: string): ExportModel {
  const project = unwrap(readProject(readFileSync(path.join(examplesFolder, `${name}.gradwire`), 'utf8'), name));
  const network = unwrap(validate(project.graph));
  return { project, network, weights: initialWeights(network, project.training.seed), preprocessing: null };
}

/** Raw rows that the network standardises itself, and ids that mean something to other software. */
function trickyModel(): ExportModel {
  const graph = chain(
    3,
    [
      ['forward', 'linear', { units: 4 }],
      ['class', 'tanh'],
      ['x', 'linear', { units: 3 }],
    ],
    ['loss', 'crossEntropy'],
  );
  const scaling = { mean: [0.5, -1, 0.25], std: [2, 0.5, 1.5] };
  const preprocessing = { features: ['a', 'b', 'c'], scaling, classes: ['α', '"b"', 'c'] };
  return modelOf(graph, { preprocessing, preprocess: true, output: 'probabilities' });
}

/** What our engine answers, in the way that the export was asked to answer. */
async function answers(model: ExportModel, x: Tensor): Promise<Tensor> {
  const { scaling } = model.preprocessing ?? {};
  const engine = await engineAnswers(model, model.preprocess && scaling ? applyScaling(x, scaling) : x);
  return model.output === 'probabilities' ? (engine.probabilities as Tensor) : engine.prediction;
}

export async function allCases(): Promise<Case[]> {
  const models = [
    ...exampleNames.map((name) => ({ name, model: exampleModel(name) })),
    { name: 'tricky', model: trickyModel() },
    ...Array.from({ length: 30 }, (_, seed) => ({ name: `random${seed}`, model: modelOf(randomGraph(seed)) })),
  ];
  const cases: Case[] = [];
  for (const [seed, { name, model }] of models.entries()) {
    const x = randomMatrix(ROWS, model.network.input.features as number, seed, 2);
    cases.push({ name, model, x, expected: await answers(model, x) });
  }
  return cases;
}

/** The largest difference between answers and ours; infinite where their number differs. */
export function difference(found: ArrayLike<number>, { data }: Tensor): number {
  if (found.length !== data.length) return Number.POSITIVE_INFINITY;
  return data.reduce((largest, value, index) => Math.max(largest, Math.abs(value - (found[index] as number))), 0);
}

/** The rows of a case as lists of numbers. */
export function rowsOf({ x: { shape, data } }: Case): number[][] {
  const [rows = 0, width = 0] = shape;
  return Array.from({ length: rows }, (_, row) => [...data.subarray(row * width, (row + 1) * width)]);
}

/** Writes files into a folder, which is made where there is none. */
export function writeFiles(folder: string, files: Files): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of files) writeFileSync(path.join(folder, name), bytes);
}
