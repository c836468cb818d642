import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { factsOf } from '../core/data/dataset.ts';
import type { FileHost } from '../core/data/files.ts';
import { prepareData } from '../core/data/prepare.ts';
import { validate } from '../core/graph/validate.ts';
import { unwrap } from '../core/problem.ts';
import { readProject, writeProject } from '../core/project/file.ts';
import { Evaluator } from '../core/train/evaluate.ts';
import { Run } from '../core/train/run.ts';
import { toKernelLayout } from '../core/train/weights.ts';

const names = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.gradwire'));
const variants = readdirSync(path.join(import.meta.dirname, 'news'))
  .filter((name) => name.endsWith('.gradwire'))
  .map((name) => `news/${name}`);

it('there is one for each lesson', () => {
  const wanted = ['branches', 'circles', 'digits', 'news', 'plane', 'residual', 'spiral', 'xor'];
  expect(names).toEqual(wanted.map((name) => `${name}.gradwire`));
});

/** The files that an example names beside itself. */
function filesBeside(example: string): FileHost {
  const folder = path.dirname(path.join(import.meta.dirname, example));
  return { read: async (file) => ({ ok: true, value: readFileSync(path.join(folder, file)), problems: [] }) };
}

describe.each([...names, ...variants])('%s', (name) => {
  const text = readFileSync(path.join(import.meta.dirname, name), 'utf8');
  const project = unwrap(readProject(text, name));

  it('is written as Gradwire writes it', () => {
    expect(text).toBe(writeProject(project));
  });

  it('reaches the figure it names on its test part', async () => {
    const { goal, graph, data, training } = project;
    if (!goal || !data) throw new Error('an example names its data and its goal');
    const regression = graph.blocks.some(({ type }) => type === 'meanSquaredError');
    const { parts } = await prepareData(data, regression ? 'regression' : 'classification', filesBeside(name));
    const result = validate(graph, factsOf(parts.train));
    expect(result.problems).toEqual([]);
    const network = unwrap(result);
    const run = await Run.start({
      network,
      train: parts.train,
      valid: parts.valid,
      settings: training,
      backend: 'webasm',
    });
    while (run.ending === null) await run.advance();
    const evaluator = new Evaluator(network, run.settings);
    const { loss, accuracy } = await evaluator.evaluate(parts.test, toKernelLayout(run.weights));
    await Promise.all([run.destroy(), evaluator.destroy()]);
    expect(goal.accuracy ?? goal.loss).toBeDefined();
    if (goal.accuracy !== undefined) expect(accuracy).toBeGreaterThanOrEqual(goal.accuracy);
    if (goal.loss !== undefined) expect(loss).toBeLessThanOrEqual(goal.loss);
  });
});
