/** What is exported and run elsewhere: every example and thirty random graphs, each with rows and our answers to them. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ExportModel } from '../core/exchange/target.ts';
import { validate } from '../core/graph/validate.ts';
import { unwrap } from '../core/problem.ts';
import { readProject } from '../core/project/file.ts';
import type { Tensor } from '../core/tensor.ts';
import { randomMatrix } from '../core/testing/networks.ts';
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
const examples = path.join(import.meta.dirname, '..', 'examples');

export const exampleNames = readdirSync(examples)
  .filter((file) => file.endsWith('.gradwire'))
  .map((file) => path.basename(file, '.gradwire'));

export function exampleModel(name: string): ExportModel {
  const project = unwrap(readProject(readFileSync(path.join(examples, `${name}.gradwire`), 'utf8'), name));
  const network = unwrap(validate(project.graph));
  return { project, network, weights: initialWeights(network, project.training.seed), preprocessing: null };
}

export async function allCases(): Promise<Case[]> {
  const models = [
    ...exampleNames.map((name) => ({ name, model: exampleModel(name) })),
    ...Array.from({ length: 30 }, (_, seed) => ({ name: `random${seed}`, model: modelOf(randomGraph(seed)) })),
  ];
  const cases: Case[] = [];
  for (const [seed, { name, model }] of models.entries()) {
    const x = randomMatrix(ROWS, model.network.input.features as number, seed, 2);
    cases.push({ name, model, x, expected: (await engineAnswers(model, x)).prediction });
  }
  return cases;
}

/** The largest difference between answers and ours; infinite where their number differs. */
export function difference(found: ArrayLike<number>, { data }: Tensor): number {
  if (found.length !== data.length) return Number.POSITIVE_INFINITY;
  return data.reduce((largest, value, index) => Math.max(largest, Math.abs(value - (found[index] as number))), 0);
}
