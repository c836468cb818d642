import { describe, expect, it } from 'vitest';
import { kernel } from '../../blocks/kernel.ts';
import {
  compileInfer,
  compileTape,
  compileTrain,
  type Plan,
  type Step,
  type TargetForm,
} from '../../compile/compile.ts';
import type { Network } from '../../graph/validate.ts';
import type { OptimizerSettings } from '../../optimizers/index.ts';
import { Random } from '../../random.ts';
import { sizeOf } from '../../tensor.ts';
import { chain, network, sketch, training } from '../../testing/networks.ts';
import { randomGraph } from '../../testing/randomNetworks.ts';
import type { Arrays } from '../executable.ts';
import { PipelineExecutable } from '../pipelineExecutable.ts';
import { ProgramExecutable } from './executable.ts';
import { transposeReads } from './transposeReads.ts';

const ROWS = 23;
const STEPS = 5;

const rules: readonly OptimizerSettings[] = [
  { type: 'sgd', learningRate: 0.1, momentum: 0, nesterov: false, weightDecay: 0 },
  { type: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: true, weightDecay: 0.01 },
  { type: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, eps: 1e-8, weightDecay: 0.01 },
  { type: 'rmsprop', learningRate: 0.01, alpha: 0.99, eps: 1e-8, momentum: 0.5, weightDecay: 0 },
  { type: 'adagrad', learningRate: 0.1, eps: 1e-10, weightDecay: 0 },
];

/** Something for every value that a plan takes in; the second call of a plan goes on from what the first made of it. */
function inputsOf(plan: Plan, seed: number): Arrays {
  const random = new Random(seed, 'inputs');
  const draw: Readonly<Record<string, (at: number) => number>> = {
    order: () => random.integer(ROWS),
    // The last step has no rows, as when an epoch ends within a call.
    schedule: (at) =>
      at % plan.scalars.length > 0 ? random.uniform(0.01, 0.9) : at < (STEPS - 1) * plan.scalars.length ? plan.rows : 0,
    tick: () => 0,
    'data.target': () => random.integer(2),
    'input.target': () => random.integer(2),
  };
  const values = [...plan.resident, ...plan.inputs, ...plan.carried.map(({ value }) => value)];
  return Object.fromEntries(
    values.map(({ name, shape }) => [
      name,
      Float32Array.from({ length: sizeOf(shape) }, (_, at) => draw[name]?.(at) ?? random.normal(0, 0.5)),
    ]),
  );
}

function columnsOfPrediction({ loss }: Network): number {
  return loss?.inputs.prediction?.[0]?.features ?? 1;
}

async function resultsOf(executable: ProgramExecutable | PipelineExecutable, inputs: Arrays) {
  const first = await executable.run(inputs);
  const second = await executable.run({ ...inputs, ...first });
  await executable.destroy();
  return { first, second };
}

type Results = Awaited<ReturnType<typeof resultsOf>>;

/** The names of the values that differ; their thousands of numbers would take long to be told. */
function differing(ours: Results, stock: Results): string[] {
  return (['first', 'second'] as const).flatMap((call) =>
    Object.entries(stock[call])
      .filter(([name, values]) => !values.every((value, at) => Object.is(value, ours[call][name]?.[at])))
      .map(([name]) => `${call}: ${name}`),
  );
}

describe.each(Array.from({ length: 20 }, (_, seed) => seed))('random network %i', (seed) => {
  const graph = randomGraph(seed);
  const net = network(graph);
  const target: TargetForm = graph.blocks.some(({ type }) => type === 'crossEntropy')
    ? { kind: 'classes', columns: 1 }
    : { kind: 'values', columns: columnsOfPrediction(net) };
  const settings = { ...training, optimizer: rules[seed % rules.length] as OptimizerSettings };
  const plans = {
    train: compileTrain(net, {
      ...settings,
      ...(seed % 3 === 0 && { clipNorm: 0.5, l2: 0.01 }),
      batchSize: 7 + seed,
      stepsPerCall: STEPS,
      target,
      dataRows: ROWS,
      resident: true,
    }),
    tape: compileTape(net, { ...settings, rows: 3 + seed, target }),
    infer: compileInfer(net, { rows: 2 + seed, target, outputs: 'all' }),
  };

  it.each(Object.entries(plans))('its %s plan gives the bits that GPU.js gives', async (_, plan) => {
    const inputs = inputsOf(plan, seed);
    const run = { backend: 'webasm', threads: false } as const;
    const stock = await resultsOf(new PipelineExecutable(plan, inputs, run, null), inputs);
    const program = new ProgramExecutable(plan, inputs);
    expect(differing(await resultsOf(program, inputs), stock)).toEqual([]);
    expect(program.executor).toEqual({ backend: 'webasm', kind: 'fused-sync' });
  });
});

describe('with threads, and with blocks for wide vectors', () => {
  const large = chain(
    61,
    [
      ['linear1', 'linear', { units: 72 }],
      ['relu1', 'relu'],
      ['linear2', 'linear', { units: 130 }],
      ['tanh', 'tanh'],
      ['linear3', 'linear', { units: 70 }],
      ['sigmoid', 'sigmoid'],
      ['linear4', 'linear', { units: 3 }],
      ['softmax', 'softmax'],
    ],
    ['loss', 'crossEntropy'],
  );
  const joined = sketch(
    [
      ['input', 'input', { features: 64 }],
      ['left', 'linear', { units: 96 }],
      ['right', 'linear', { units: 96, bias: false }],
      ['both', 'add'],
      ['all', 'concat'],
      ['last', 'linear', { units: 4 }],
      ['loss', 'meanSquaredError'],
    ],
    [
      'input.x > left.x',
      'input.x > right.x',
      'left.y > both.x',
      'right.y > both.x',
      'both.y > all.x',
      'left.y > all.x',
      'all.y > last.x',
      'last.y > loss.prediction',
      'input.target > loss.target',
    ],
  );
  const graphs = { large, joined };

  it.each(
    Object.keys(graphs).flatMap((name) =>
      rules.map((rule, at) => [name as keyof typeof graphs, rule.type, at] as const),
    ),
  )('%s gives the bits that GPU.js gives, by %s (%i)', async (name, _, at) => {
    const classifies = name === 'large';
    const plan = compileTrain(network(graphs[name]), {
      ...training,
      optimizer: rules[at] as OptimizerSettings,
      ...(at % 2 === 0 && { clipNorm: 0.5 }),
      batchSize: 67,
      stepsPerCall: STEPS,
      target: classifies ? { kind: 'classes', columns: 1 } : { kind: 'values', columns: 4 },
      dataRows: ROWS,
      resident: true,
    });
    const inputs = inputsOf(plan, at);
    const stock = await resultsOf(
      new PipelineExecutable(plan, inputs, { backend: 'webasm', threads: false }, null),
      inputs,
    );
    const wide = { wide: true };
    for (const [threads, ways] of [
      [2, {}],
      [3, {}],
      [1, wide],
      [2, wide],
    ] as const) {
      const program = new ProgramExecutable(plan, inputs, threads, ways);
      expect(differing(await resultsOf(program, inputs), stock)).toEqual([]);
      const kind = threads > 1 ? 'fused-threaded' : 'fused-sync';
      expect(program.executor).toEqual({ backend: 'webasm', kind, ...ways });
    }
  });

  it('a plan that turns a matrix first gives the same bits', async () => {
    const broad = chain(1000, [['linear', 'linear', { units: 66 }]], ['loss', 'meanSquaredError']);
    const plan = compileTrain(network(broad), {
      ...training,
      batchSize: 67,
      stepsPerCall: 2,
      target: { kind: 'values', columns: 66 },
      dataRows: ROWS,
      resident: true,
    });
    expect(transposeReads(plan).steps.length).toBeGreaterThan(plan.steps.length);
    const inputs = inputsOf(plan, 1);
    const stock = await resultsOf(
      new PipelineExecutable(plan, inputs, { backend: 'webasm', threads: false }, null),
      inputs,
    );
    for (const threads of [1, 2]) {
      const program = new ProgramExecutable(plan, inputs, threads);
      expect(differing(await resultsOf(program, inputs), stock)).toEqual([]);
    }
  });

  it('steps that share a kernel may read arrays of other sizes', async () => {
    const body = `let s = 0.0; for (let i = 0; i < 40; i++) { s += x[this.thread.y][i] * w[i][this.thread.x]; } return s;`;
    const x = { name: 'x', shape: [64, 40] };
    const step = (w: string, columns: number): Step => {
      const reads = { x, w: { name: w, shape: [40, columns] } };
      const shared = kernel('product', { reads, shape: [64, 8], body });
      return { phase: 'forward', blocks: [], kernel: shared, reads: ['x', w], writes: `${w}.y` };
    };
    // Only of the first one is a panel worth it.
    const plan: Plan = {
      kind: 'infer',
      rows: 64,
      repeat: 1,
      inputs: [x, { name: 'broad', shape: [40, 20] }, { name: 'narrow', shape: [40, 8] }],
      resident: [],
      carried: [],
      steps: [step('broad', 20), step('narrow', 8)],
      results: { first: 'broad.y', second: 'narrow.y' },
      scalars: [],
    };
    const inputs = inputsOf(plan, 1);
    const stock = await resultsOf(
      new PipelineExecutable(plan, {}, { backend: 'webasm', threads: false }, null),
      inputs,
    );
    expect(differing(await resultsOf(new ProgramExecutable(plan, {}), inputs), stock)).toEqual([]);
  });

  it('a plan whose steps are all small has none', async () => {
    const plan = compileInfer(network(large), { rows: 1, target: { kind: 'classes', columns: 1 }, outputs: 'all' });
    const program = new ProgramExecutable(plan, {}, 4);
    await program.run(inputsOf(plan, 1));
    expect(program.executor?.kind).toBe('fused-sync');
    await program.destroy();
  });
});
