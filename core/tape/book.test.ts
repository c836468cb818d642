import { describe, expect, it } from 'vitest';
import { blockOf, blockTypes } from '../blocks/index.ts';
import type { Dataset, Targets } from '../data/dataset.ts';
import { pickRows } from '../data/dataset.ts';
import type { Graph } from '../graph/graph.ts';
import { optimizers } from '../optimizers/index.ts';
import {
  chain,
  classifier,
  network,
  randomClasses,
  randomMatrix,
  residual,
  sketch,
  training,
  withDropout,
} from '../testing/networks.ts';
import type { TrainingSettings } from '../train/settings.ts';
import { initialState, TapeRecorder } from '../train/tape.ts';
import { initialWeights } from '../train/weights.ts';
import { TapeBook } from './book.ts';
import { phaseEnd } from './steps.ts';

const rows = 7;

async function open(graph: Graph, target?: Targets, settings: TrainingSettings = training, pick?: readonly number[]) {
  const net = network(graph);
  const outputs = net.prediction.features as number;
  const whole: Dataset = {
    x: randomMatrix(rows, net.input.features as number, 3),
    target: target ?? randomClasses(rows, outputs, 5),
  };
  const batch = pick ? pickRows(whole, pick) : whole;
  const count = batch.x.shape[0] as number;
  const recorder = new TapeRecorder(net, settings, count, batch.target as Targets, {
    backend: 'webasm',
    threads: false,
  });
  const state = initialState(net, settings);
  const tape = await recorder.record(batch, {
    weights: initialWeights(net, 2),
    state,
    step: 1,
    learningRate: settings.optimizer.learningRate,
  });
  await recorder.destroy();
  return new TapeBook(net, tape, settings.optimizer);
}

/** A network that holds every type of block. */
const everything = sketch(
  [
    ['input', 'input', { features: 4 }],
    ['linear1', 'linear', { units: 5 }],
    ['relu1', 'relu'],
    ['leakyRelu1', 'leakyRelu'],
    ['sigmoid1', 'sigmoid'],
    ['tanh1', 'tanh'],
    ['add1', 'add'],
    ['concat1', 'concat'],
    ['dropout1', 'dropout'],
    ['linear2', 'linear', { units: 3, bias: false }],
    ['softmax', 'softmax'],
    ['loss', 'crossEntropy'],
  ],
  [
    'input.x > linear1.x',
    'linear1.y > relu1.x',
    'linear1.y > leakyRelu1.x',
    'relu1.y > sigmoid1.x',
    'leakyRelu1.y > tanh1.x',
    'sigmoid1.y > add1.x',
    'tanh1.y > add1.x',
    'add1.y > concat1.x',
    'relu1.y > concat1.x',
    'concat1.y > dropout1.x',
    'dropout1.y > linear2.x',
    'linear2.y > softmax.x',
    'softmax.y > loss.prediction',
    'input.target > loss.target',
  ],
);
const regression = chain(4, [['linear1', 'linear', { units: 2 }]], ['loss', 'meanSquaredError']);
const values: Targets = { kind: 'values', values: randomMatrix(rows, 2, 9), classes: null };

describe('steps', () => {
  it('go forward block by block, backward in reverse, then through the weights', async () => {
    const book = await open(residual);
    const ids = residual.blocks.map(({ id }) => id);
    expect(book.steps.map(({ phase, block }) => `${phase} ${block}`)).toEqual([
      ...ids.map((id) => `forward ${id}`),
      ...[...ids].reverse().map((id) => `backward ${id}`),
      ...['linear1', 'linear1', 'linear2', 'linear2', 'linear3', 'linear3'].map((id) => `update ${id}`),
    ]);
    expect(phaseEnd(book.steps, 2)).toBe(ids.length - 1);
    expect(phaseEnd(book.steps, ids.length)).toBe(2 * ids.length - 1);
  });
});

/** Every cell of every equation of a step: what it is said to come from must come to the tape's value. */
function checkStep(book: TapeBook, index: number): string {
  const view = book.view(index);
  expect(view.formulas.length, `${view.step.block} formulas`).toBeGreaterThan(0);
  expect(view.pytorch.length, `${view.step.block} PyTorch`).toBeGreaterThan(0);
  expect(view.equations.length, `${view.step.block} equations`).toBeGreaterThan(0);
  for (const equation of view.equations) {
    const operands = equation.parts.filter((part) => typeof part !== 'string');
    const result = operands[operands.length - 1];
    if (!result || (view.step.phase === 'backward' && view.step.block === 'input')) continue;
    const [height, width] = result.shape;
    for (const [row, column] of [
      [0, 0],
      [height - 1, width - 1],
      [Math.floor(height / 2), 0],
    ] as const) {
      const cell = book.cell(index, equation.target, row, column, equation.index);
      expect(cell.value).toBe(result.data[row * width + column]);
      expect(cell.symbol).not.toBe('');
      if (cell.sum) {
        const total = cell.sum.shown.reduce((sum, { product }) => sum + product, 0) + (cell.sum.remainder ?? 0);
        expect(total).toBeCloseTo(cell.value, 5);
      } else {
        expect(cell.tex).not.toBe('');
      }
    }
  }
  return view.step.phase;
}

describe('every block', () => {
  it('has an equation, a formula, PyTorch and an explanation of every cell, forward and backward', async () => {
    for (const [graph, target] of [
      [everything, undefined],
      [regression, values],
      [classifier, undefined],
      [withDropout, undefined],
    ] as const) {
      const book = await open(graph, target);
      book.steps.forEach((_, index) => {
        checkStep(book, index);
      });
    }
    const covered = new Set([...everything.blocks, ...regression.blocks].map(({ type }) => type));
    expect(blockTypes.filter((type) => !covered.has(type))).toEqual([]);
  });

  it.each(blockTypes)('%s explains each gradient it computes', (type) => {
    const block = blockOf(type);
    const computed = Object.entries(block?.backward ?? {}).flatMap(([name, rule]) => (rule ? [name] : []));
    for (const name of computed) {
      expect(Object.keys(block?.explain.backward ?? {})).toContain(name);
      expect(Object.keys(block?.explain.cells ?? {})).toContain(name);
      expect(block?.explain.pytorchBackward[name]).toBeTruthy();
      expect(block?.formula.backward[name]).toBeTruthy();
    }
    expect(block?.explain.cells.y).toBeDefined();
    expect(block?.explain.forward(2).length).toBeGreaterThan(0);
  });

  it('whose curve is drawn has the curve that its kernel computes', async () => {
    const book = await open(everything);
    const drawn = book.steps.flatMap(({ phase, block }, index) => {
      if (phase !== 'forward') return [];
      const { curve, value } = book.cell(index, 'y', 1, 1);
      const type = book.network.blocks.find(({ node }) => node.id === block)?.node.type;
      if (!curve || type === 'crossEntropy') return [];
      expect(curve.point[1]).toBe(value);
      const { xs, ys, point } = curve;
      const right = xs.findIndex((x) => x >= point[0]);
      const [low, high] = [Math.max(right - 1, 0), right];
      expect(Math.min(ys[low] as number, ys[high] as number) - 1e-3).toBeLessThanOrEqual(value);
      expect(Math.max(ys[low] as number, ys[high] as number) + 1e-3).toBeGreaterThanOrEqual(value);
      return [type];
    });
    expect(new Set(drawn)).toEqual(new Set(['relu', 'leakyRelu', 'sigmoid', 'tanh']));
  });

  it('that acts on the sums of a layer is shown with the neuron', async () => {
    const book = await open(everything);
    const neurons = book.steps.flatMap(({ phase }, index) =>
      phase === 'forward' ? [book.cell(index, 'y', 0, 0)] : [],
    );
    const shown = neurons.filter(({ activations }) => activations.length > 0);
    expect(shown.length).toBeGreaterThan(0);
    for (const { value, activations } of shown) {
      for (const { curve, value: activated } of activations) {
        if (curve) expect(curve.point).toEqual([value, activated]);
      }
    }
  });
});

describe('sums', () => {
  it('of many terms show the first, the largest and the last, and a remainder that completes them', async () => {
    const wide = chain(
      784,
      [
        ['linear1', 'linear', { units: 128 }],
        ['relu1', 'relu'],
        ['linear2', 'linear', { units: 10 }],
      ],
      ['loss', 'crossEntropy'],
    );
    const book = await open(wide);
    const forward = book.cell(1, 'y', 0, 1);
    expect(forward.sum?.count).toBe(785);
    const places = forward.sum?.shown.map(({ index }) => index) ?? [];
    expect(places.slice(0, 3)).toEqual([0, 1, 2]);
    expect(places.slice(-3)).toEqual([782, 783, 784]);

    const backward = book.steps.findIndex(({ phase, block }) => phase === 'backward' && block === 'linear1');
    const gradients = [0, 391, 783].flatMap((row) =>
      [0, 127].map((column) => book.cell(backward, 'weight', row, column)),
    );
    for (const { sum, value } of [forward, ...gradients]) {
      const total = (sum?.shown ?? []).reduce((all, { product }) => all + product, 0) + (sum?.remainder ?? 0);
      expect(total).toBeCloseTo(value, 6);
    }
  });

  it('the mean of the samples’ gradients is the batch’s gradient', async () => {
    const batch = (await open(classifier)).tape.weightGradients;
    const samples = await Promise.all(
      Array.from({ length: rows }, async (_, row) => (await open(classifier, undefined, training, [row])).tape),
    );
    for (const [name, { data }] of batch) {
      data.forEach((value, index) => {
        const mean = samples.reduce((sum, tape) => sum + (tape.weightGradients.get(name)?.data[index] ?? 0), 0) / rows;
        expect(mean).toBeCloseTo(value, 5);
      });
    }
  });
});

describe('Softmax', () => {
  it('shows its Jacobian, whose product with the gradient that came in is the one that goes out', async () => {
    const book = await open(classifier);
    const index = book.steps.findIndex(({ phase, block }) => phase === 'backward' && block === 'softmax');
    const { jacobian } = book.cell(index, 'x', 2, 0);
    const incoming = book.tape.gradients.get('softmax')?.data.subarray(4, 6) ?? [];
    const outgoing = book.tape.gradients.get('linear3')?.data.subarray(4, 6) ?? [];
    outgoing.forEach((value, j) => {
      const product = jacobian?.reduce((sum, line, i) => sum + (incoming[i] as number) * (line[j] as number), 0);
      expect(product).toBeCloseTo(value, 6);
    });
    expect(book.tape.shortcut?.data).toBeDefined();
    book.tape.shortcut?.data.forEach((value, at) => {
      expect(value).toBeCloseTo(book.tape.gradients.get('linear3')?.data[at] as number, 6);
    });
  });
});

/** What a formula with its numbers put in comes to. */
function evaluate(tex: string): number {
  const script = tex
    .replaceAll('\\cdot', '*')
    .replace(/10\^\{(-?\d+)\}/g, '10**($1)')
    .replaceAll('\\sqrt{', 'Math.sqrt({')
    .replaceAll('\\frac{', '({');
  // Braces close what they opened: a root, a numerator before its denominator, or a plain group.
  let out = '';
  const open: string[] = [];
  for (let at = 0; at < script.length; at++) {
    const character = script[at] as string;
    if (character === '{') {
      const before = out.endsWith('Math.sqrt(') ? 'root' : out.endsWith('(') ? 'numerator' : 'group';
      open.push(before);
      out += '(';
    } else if (character === '}') {
      const kind = open.pop();
      if (kind === 'numerator') {
        out += ')/(';
        open.push('denominator');
        at += 1;
      } else out += kind === 'group' ? ')' : '))';
    } else out += character;
  }
  return new Function(`return ${out}`)() as number;
}

describe('updates', () => {
  it.each(
    (Object.keys(optimizers) as (keyof typeof optimizers)[]).flatMap((type) => [
      [type, {}] as const,
      [type, { weightDecay: 0.5 }] as const,
      ...('momentum' in optimizers[type].params ? [[type, { momentum: 0.9, weightDecay: 0.5 }] as const] : []),
    ]),
  )('%s with %o shows a formula that comes to the new weight', async (type, changed) => {
    const { params } = optimizers[type];
    const defaults = Object.fromEntries(Object.entries(params).map(([name, field]) => [name, field.default]));
    const book = await open(classifier, undefined, {
      ...training,
      optimizer: { ...defaults, ...changed, type, learningRate: 0.1 },
    });
    const index = book.steps.findIndex((step) => step.phase === 'update' && step.weight === 'linear3.weight');
    const { tex, value, numbers } = book.cell(index, 'weight', 3, 1);
    const moved = value - (numbers?.weight ?? Number.NaN);
    // Numbers are written with four digits.
    expect(Math.abs(evaluate(tex ?? '') - value)).toBeLessThan(0.02 * Math.abs(moved) + 2e-4);
  });

  it.each(Object.keys(optimizers) as (keyof typeof optimizers)[])(
    '%s shows the numbers that its formula is made of',
    async (type) => {
      const params = Object.fromEntries(
        Object.entries(optimizers[type].params).map(([name, field]) => [name, field.default]),
      );
      const book = await open(classifier, undefined, {
        ...training,
        optimizer: { ...params, type, learningRate: 0.01 },
      });
      const index = book.steps.findIndex((step) => step.phase === 'update' && step.weight === 'linear3.weight');
      const { numbers, tex, value } = book.cell(index, 'weight', 3, 1);
      expect(tex).not.toMatch(/NaN|undefined/);
      expect(numbers?.weight).toBe(book.tape.weights.get('linear3.weight')?.data[8 + 3]);
      expect(value).toBe(book.tape.updatedWeights.get('linear3.weight')?.data[8 + 3]);
      expect(value).not.toBe(numbers?.weight);
    },
  );

  it('show the gradient as it was clipped', async () => {
    const book = await open(classifier, undefined, { ...training, clipNorm: 1e-3 });
    const index = book.steps.findIndex(({ phase }) => phase === 'update');
    const { numbers } = book.cell(index, 'weight', 0, 0);
    const raw = book.tape.weightGradients.get('linear1.weight')?.data[0] as number;
    expect(Math.abs(numbers?.gradient as number)).toBeLessThan(Math.abs(raw));
  });
});

describe('findings', () => {
  it('name dead ReLU units, saturated units and gradients that vanish', async () => {
    const deep = chain(
      4,
      Array.from({ length: 8 }, (_, index): [string, string, object?][] => [
        [`linear${index}`, 'linear', { units: 6, init: 'xavierUniform' }],
        [`sigmoid${index}`, 'sigmoid'],
      ]).flat() as never,
      ['loss', 'crossEntropy'],
    );
    expect((await open(deep)).findings.map(({ code }) => code)).toContain('vanishing');
    const dead = chain(
      4,
      [
        ['relu1', 'relu'],
        ['linear1', 'linear', { units: 2 }],
      ],
      ['loss', 'crossEntropy'],
    );
    const net = network(dead);
    const batch: Dataset = {
      x: { shape: [2, 4], data: Float32Array.of(-1, -2, 3, 1, -1, -2, 3, 1) },
      target: randomClasses(2, 2, 1),
    };
    const recorder = new TapeRecorder(net, training, 2, batch.target as Targets, { backend: 'webasm', threads: false });
    const tape = await recorder.record(batch, {
      weights: initialWeights(net, 1),
      state: initialState(net, training),
      step: 1,
      learningRate: 0.1,
    });
    await recorder.destroy();
    expect(new TapeBook(net, tape, training.optimizer).findings).toEqual([
      { code: 'deadUnits', block: 'relu1', value: 0.5 },
    ]);
  });
});
