import type { Equation, Operand, Read, TensorRef } from '../blocks/explain.ts';
import { ref } from '../blocks/explain.ts';
import type { Text } from '../blocks/params.ts';
import { names } from '../compile/compile.ts';
import type { InferredBlock } from '../graph/infer.ts';
import type { Network } from '../graph/validate.ts';
import { type OptimizerSettings, optimizerOf } from '../optimizers/index.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { type Tensor, transpose } from '../tensor.ts';
import type { Tape } from '../train/tape.ts';
import { type Finding, findingsOf, magnitude } from './findings.ts';
import { type TapeStep, tapeSteps } from './steps.ts';
import { type Summary, summarise } from './terms.ts';

/** A tensor of an equation as the page draws it. */
export interface OperandView {
  readonly tex: string;
  readonly ref: TensorRef;
  readonly transposed: boolean;
  /** Rows and columns of the whole tensor, before it is turned. */
  readonly shape: readonly [rows: number, columns: number];
  readonly data: Float32Array;
  readonly meanAbsolute: number;
}

export interface EquationView {
  readonly label: Text | null;
  /** What the equation computes: `y`, or the name of the port or weight whose gradient it is. */
  readonly target: string;
  /** Which wire of a port that takes many. */
  readonly index: number;
  readonly parts: readonly (OperandView | string)[];
}

/** One step of the tape, ready to be drawn. */
export interface StepView {
  readonly step: TapeStep;
  readonly formulas: readonly string[];
  readonly pytorch: readonly string[];
  readonly equations: readonly EquationView[];
}

/** A cell that was pointed at: how it comes about, with its value from the tape. */
export interface CellView {
  readonly target: string;
  readonly symbol: string;
  readonly value: number;
  /** The formula with the numbers put in, without the result; null for a plain sum, whose terms say it all. */
  readonly tex: string | null;
  readonly sum: Summary | null;
  /** For Softmax: the local derivatives of the whole row. */
  readonly jacobian: readonly (readonly number[])[] | null;
  /** For an update: every number that takes part, by name. */
  readonly numbers: Readonly<Record<string, number>> | null;
}

/** A tape opened for reading: its steps, what each shows, and where every number comes from. */
export class TapeBook {
  readonly tape: Tape;
  readonly network: Network;
  readonly steps: readonly TapeStep[];
  readonly findings: readonly Finding[];
  readonly #optimizer: OptimizerSettings;
  readonly #blocks: ReadonlyMap<string, InferredBlock>;

  constructor(network: Network, tape: Tape, optimizer: OptimizerSettings) {
    this.network = network;
    this.tape = tape;
    this.#optimizer = optimizer;
    this.steps = tapeSteps(network);
    this.findings = findingsOf(network, tape);
    this.#blocks = new Map(network.blocks.map((block) => [block.node.id, block]));
  }

  /** Mean absolute values along each wire, `from to`: of what it carries, and of what it carries back. */
  flow(): { forward: Record<string, number>; backward: Record<string, number> } {
    const forward: Record<string, number> = {};
    const backward: Record<string, number> = {};
    for (const { from, to } of this.network.graph.wires) {
      const wire = `${from} ${to}`;
      const [block = '', port] = from.split('.');
      const carried = port === 'target' ? this.tape.batch.target?.values : this.tape.outputs.get(block);
      if (carried) forward[wire] = magnitude(carried.data);
      const gradient = this.tape.wireGradients.get(wire);
      if (gradient) backward[wire] = magnitude(gradient.data);
    }
    return { forward, backward };
  }

  view(index: number): StepView {
    const step = this.#step(index);
    const inferred = this.#block(step.block);
    const { block } = inferred;
    if (step.phase === 'update') return this.#updateView(step, inferred);
    const inputs = inferred.inputs.x?.length ?? 1;
    const show = (equations: readonly Equation[], target: string, many: boolean) =>
      equations.map((equation, at) => this.#equation(inferred, equation, target, many ? at : 0));
    if (step.phase === 'forward') {
      return {
        step,
        formulas: [block.formula.forward],
        pytorch: [this.#pytorchCall(inferred)],
        equations: show(block.explain.forward(inputs), 'y', false),
      };
    }
    const backward = Object.entries(block.explain.backward).filter(([name]) => this.#exists(inferred, name));
    return {
      step,
      formulas: backward.flatMap(([name]) => block.formula.backward[name] ?? []),
      pytorch: backward.flatMap(([name]) => block.explain.pytorchBackward[name] ?? []),
      equations: backward.flatMap(([name, equations]) => {
        const many = block.inputs.some((port) => port.name === name && port.many);
        return show(equations(inputs), name, many);
      }),
    };
  }

  /** How a cell of a step's target comes about. Rows and columns count from 0, in the course's layout for weights. */
  cell(index: number, target: string, row: number, column: number, input = 0): CellView {
    const step = this.#step(index);
    const inferred = this.#block(step.block);
    if (step.phase === 'update') return this.#updateCell(step.weight, row, column);
    const read = this.#reader(inferred);
    const rule = inferred.block.explain.cells[target];
    if (!rule) throw new Error(`${step.block} has no cell '${target}'`);
    const explanation = rule(read, row, column, input);
    const value = read(this.#targetRef(inferred, step.phase, target, input), row, column);
    const { jacobian } = inferred.block.explain;
    return {
      target,
      symbol: explanation.symbol,
      value,
      tex: explanation.kind === 'function' ? explanation.tex : null,
      sum: explanation.kind === 'sum' ? summarise(explanation.terms, value) : null,
      jacobian: step.phase === 'backward' && jacobian ? jacobian(read, row) : null,
      numbers: null,
    };
  }

  #step(index: number): TapeStep {
    const step = this.steps[index];
    if (!step) throw new Error(`there is no step ${index}`);
    return step;
  }

  #block(id: string): InferredBlock {
    return this.#blocks.get(id) as InferredBlock;
  }

  #exists({ node, block, weights }: InferredBlock, name: string): boolean {
    const isPort = [...block.inputs, ...block.outputs].some((port) => port.name === name) || name === 'y';
    return isPort
      ? this.tape.gradients.has(node.id) || block.category === 'loss'
      : weights.some((w) => w.name === name);
  }

  #targetRef({ block }: InferredBlock, phase: 'forward' | 'backward', target: string, index: number): TensorRef {
    if (target === 'y') return phase === 'forward' ? ref.y : ref.dy;
    const port = block.inputs.find(({ name }) => name === target);
    return port ? { of: 'inputGradient', port: target, index } : ref.weightGradient(target);
  }

  #equation(inferred: InferredBlock, { label, parts }: Equation, target: string, index: number): EquationView {
    const shown: (OperandView | string)[] = [];
    for (const part of parts) {
      const view = typeof part === 'string' ? part : this.#operand(inferred, part);
      if (view !== null) shown.push(view);
      // A layer without a bias has nothing behind its plus sign.
      else if (shown[shown.length - 1] === '+') shown.pop();
    }
    return { label: label ?? null, target, index, parts: shown };
  }

  #operand(inferred: InferredBlock, { ref: which, tex, transposed = false }: Operand): OperandView | null {
    const tensor = this.#tensor(inferred, which);
    if (!tensor) return null;
    const [rows = 1, columns = 1] = tensor.shape.length === 1 ? [1, tensor.shape[0]] : tensor.shape;
    const { data } = tensor;
    return { tex, ref: which, transposed, shape: [rows, columns], data, meanAbsolute: magnitude(data) };
  }

  /** A tensor of the tape as a block sees it; vectors of rows are a column, biases a row, weights `[in, out]`. */
  #tensor({ node, block, inputs }: InferredBlock, which: TensorRef): Tensor | undefined {
    const { tape } = this;
    switch (which.of) {
      case 'input': {
        const source = inputs[which.port]?.[which.index];
        if (!source) return undefined;
        return source.signal === 'target' ? tape.batch.target?.values : tape.outputs.get(source.block);
      }
      case 'output':
        return block.category === 'loss' ? column(tape.rowLoss) : tape.outputs.get(node.id);
      case 'outputGradient':
        return tape.gradients.get(node.id);
      case 'inputGradient': {
        const source = inputs[which.port]?.[which.index];
        return source && tape.wireGradients.get(`${source.block}.${source.port} ${node.id}.${which.port}`);
      }
      case 'local':
        return tape.locals.get(node.id);
      case 'weight':
        return courseLayout(tape.weights.get(names.weight(node.id, which.name)));
      case 'weightGradient':
        return courseLayout(tape.weightGradients.get(names.weight(node.id, which.name)));
    }
  }

  #reader(inferred: InferredBlock): Read {
    const cache = new Map<string, { data: Float32Array; rows: number; columns: number }>();
    const tensorOf = (which: TensorRef) => {
      const key = JSON.stringify(which);
      const known = cache.get(key);
      if (known) return known;
      const view = this.#operand(inferred, { ref: which, tex: '' });
      const found = view
        ? { data: view.data, rows: view.shape[0], columns: view.shape[1] }
        : { data: new Float32Array(), rows: 0, columns: 0 };
      cache.set(key, found);
      return found;
    };
    const read = (which: TensorRef, row: number, at: number) => {
      const { data, columns } = tensorOf(which);
      return data[row * columns + at] as number;
    };
    return Object.assign(read, {
      rows: this.tape.batch.x.shape[0] as number,
      size: (which: TensorRef) => {
        const { rows, columns } = tensorOf(which);
        return [rows, columns] as const;
      },
    });
  }

  #pytorchCall({ node, block, params, inputs, features }: InferredBlock): string {
    const sources = Object.values(inputs).flat();
    const x = sources.map(({ block: id, port }) => (port === 'target' ? 'target' : id));
    const context = { params, inFeatures: sources[0]?.features ?? 0, outFeatures: features ?? 0 };
    if (block.inputs.length === 0) return `${node.id} = batch`;
    return `${node.id} = ${block.mapping.pytorchCall({ ...context, self: `self.${node.id}`, x })}`;
  }

  #updateView(step: Extract<TapeStep, { phase: 'update' }>, inferred: InferredBlock): StepView {
    const rule = optimizerOf(this.#optimizer.type) as Optimizer;
    const name = step.weight.slice(step.block.length + 1);
    const operand = (tex: string, tensor: Tensor | undefined): OperandView[] => {
      const turned = courseLayout(tensor);
      if (!turned) return [];
      const [rows = 1, columns = 1] = turned.shape.length === 1 ? [1, turned.shape[0]] : turned.shape;
      const { data } = turned;
      return [
        { tex, ref: ref.weight(name), transposed: false, shape: [rows, columns], data, meanAbsolute: magnitude(data) },
      ];
    };
    return {
      step,
      formulas: [rule.formula],
      pytorch: [`${rule.pytorch(this.#optimizer)}`, `optimizer.step()  # ${inferred.node.id}.${name}`],
      equations: [
        {
          label: null,
          target: name,
          index: 0,
          parts: [
            ...operand('w', this.tape.weights.get(step.weight)),
            ',',
            ...operand('g', this.tape.usedGradients.get(step.weight)),
            String.raw`\xrightarrow{\;\text{${rule.title}}\;}`,
            ...operand("w'", this.tape.updatedWeights.get(step.weight)),
          ],
        },
      ],
    };
  }

  #updateCell(weight: string, row: number, at: number): CellView {
    const { tape } = this;
    const rule = optimizerOf(this.#optimizer.type) as Optimizer;
    const [, columns = 1] = pair(courseLayout(tape.weights.get(weight)));
    const place = row * columns + at;
    const cell = (tensor: Tensor | undefined) => courseLayout(tensor)?.data[place] ?? Number.NaN;
    const states = rule.state(this.#optimizer);
    const numbers: Record<string, number> = {
      weight: cell(tape.weights.get(weight)),
      gradient: cell(tape.usedGradients.get(weight)),
      ...rule.scalars(this.#optimizer, tape.step, tape.learningRate),
      // The kernels' layout is the course's.
      ...Object.fromEntries(
        states.map((state) => [state, tape.updatedState[names.state(weight, state)]?.[place] ?? 0]),
      ),
    };
    const value = cell(tape.updatedWeights.get(weight));
    const tex = rule.numbers(this.#optimizer, numbers);
    return { target: weight, symbol: "w'", value, tex, sum: null, jacobian: null, numbers };
  }
}

function column({ data }: Tensor): Tensor {
  return { shape: [data.length, 1], data };
}

/** A weight as the course writes it: `[in, out]`, a column a unit. */
function courseLayout(tensor: Tensor | undefined): Tensor | undefined {
  return tensor?.shape.length === 2 ? transpose(tensor) : tensor;
}

function pair(tensor: Tensor | undefined): readonly [rows: number, columns: number] {
  const [rows = 1, columns] = tensor?.shape ?? [];
  return columns === undefined ? [1, rows] : [rows, columns];
}
