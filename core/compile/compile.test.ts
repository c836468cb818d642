import { describe, expect, it } from 'vitest';
import type { Graph } from '../graph/graph.ts';
import { classifier, network, regression, residual, training, withDropout } from '../testing/networks.ts';
import { compileInfer, compileTape, compileTrain, type TargetForm } from './compile.ts';
import { printKernels, printPlan } from './print.ts';

const classes: TargetForm = { kind: 'classes', columns: 1 };
const values: TargetForm = { kind: 'values', columns: 1 };
const adam = { type: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, eps: 1e-8, weightDecay: 0 } as const;

const cases: readonly [string, Graph, TargetForm, object][] = [
  ['classifier', classifier, classes, {}],
  ['residual', residual, classes, { optimizer: adam }],
  ['regression', regression, values, { clipNorm: 1, l2: 0.01 }],
  ['dropout', withDropout, { kind: 'probabilities', columns: 3 }, {}],
];

describe.each(cases)('%s', (name, graph, target, extra) => {
  const settings = { ...training, ...extra };
  const net = network(graph);
  const plans = {
    infer: compileInfer(net, { rows: 16, target, outputs: 'all' }),
    train: compileTrain(net, { ...settings, batchSize: 16, stepsPerCall: 8, target, dataRows: 100, resident: true }),
    tape: compileTape(net, { ...settings, rows: 4, target }),
  };

  it.each(Object.entries(plans))('its %s plan prints as before', async (kind, plan) => {
    await expect(`${printPlan(plan)}\n`).toMatchFileSnapshot(`goldens/${name}.${kind}.txt`);
  });

  it('its kernels print as before', async () => {
    await expect(`${printKernels(plans.train)}\n`).toMatchFileSnapshot(`goldens/${name}.kernels.txt`);
  });

  it.each(Object.entries(plans))('every step of its %s plan is read by a later one or is a result', (_, plan) => {
    const read = new Set(plan.steps.flatMap(({ reads }) => reads));
    const wanted = new Set([...Object.values(plan.results), ...plan.carried.map(({ next }) => next)]);
    expect(plan.steps.map(({ writes }) => writes).filter((value) => !read.has(value) && !wanted.has(value))).toEqual(
      [],
    );
  });
});

it('a Softmax in front of a cross entropy has no steps in the training plan, and its own in the tape', () => {
  const net = network(classifier);
  const options = { ...training, target: classes, batchSize: 4, stepsPerCall: 1, dataRows: 4, resident: true };
  const blocksOf = (plan: { steps: readonly { blocks: readonly string[] }[] }) =>
    plan.steps.flatMap((step) => step.blocks);
  expect(blocksOf(compileTrain(net, options))).not.toContain('softmax');
  expect(blocksOf(compileTape(net, { ...training, target: classes, rows: 4 }))).toContain('softmax');
});
