import { type Equation, ref, type TensorRef } from '../blocks/explain.ts';
import type { InferredBlock } from '../graph/infer.ts';
import type { Network } from '../graph/validate.ts';
import type { OptimizerSettings } from '../optimizers/index.ts';
import type { Tape } from '../train/tape.ts';
import { curveView } from './curve.ts';
import { type Finding, findingsOf } from './findings.ts';
import { type Flow, flowAlong } from './flow.ts';
import { BlockReader } from './reader.ts';
import { type TapeStep, tapeSteps } from './steps.ts';
import { summarise } from './terms.ts';
import { updateCell, updateView } from './update.ts';
import type { CellView, EquationView, OperandView, StepContent, StepView } from './views.ts';

/** A tape opened for reading: its steps, what each shows, and where every number comes from. */
export class TapeBook {
  readonly tape: Tape;
  readonly network: Network;
  readonly steps: readonly TapeStep[];
  readonly findings: readonly Finding[];
  readonly #optimizer: OptimizerSettings;
  readonly #blocks: ReadonlyMap<string, InferredBlock>;
  readonly #readers = new Map<string, BlockReader>();

  constructor(network: Network, tape: Tape, optimizer: OptimizerSettings) {
    this.network = network;
    this.tape = tape;
    this.#optimizer = optimizer;
    this.steps = tapeSteps(network);
    this.findings = findingsOf(network, tape);
    this.#blocks = new Map(network.blocks.map((block) => [block.node.id, block]));
  }

  flow(): Flow {
    const { batch, outputs, wireGradients } = this.tape;
    return flowAlong(
      this.network,
      batch.target?.values.data,
      (block) => outputs.get(block)?.data,
      (from, to) => wireGradients.get(`${from} ${to}`)?.data,
    );
  }

  view(index: number): StepView {
    const step = this.#step(index);
    if (step.phase === 'update') return { index, step, ...updateView(this.tape, this.#optimizer, step) };
    const inferred = this.#block(step.block);
    return { index, step, ...(step.phase === 'forward' ? this.#forwardView(inferred) : this.#backwardView(inferred)) };
  }

  #forwardView(inferred: InferredBlock): StepContent {
    const { explain, formula } = inferred.block;
    const { place } = this.#reader(inferred);
    return {
      formulas: [(explain.formula?.(place) ?? formula).forward],
      pytorch: [this.#pytorchCall(inferred)],
      equations: explain.forward(inputCount(inferred)).map((equation) => this.#equation(inferred, equation, 'y', 0)),
    };
  }

  #backwardView(inferred: InferredBlock): StepContent {
    const { block } = inferred;
    const { explain } = block;
    const { place } = this.#reader(inferred);
    const formulas = (explain.formula?.(place) ?? block.formula).backward;
    const flowing = Object.entries(explain.backward).filter(([name]) => this.#exists(inferred, name));
    return {
      formulas: flowing.flatMap(([name]) => formulas[name] ?? []),
      pytorch: flowing.flatMap(([name]) => {
        const line = explain.pytorchBackward[name] ?? [];
        return typeof line === 'function' ? line(place) : line;
      }),
      equations: flowing.flatMap(([name, equations]) => {
        const many = block.inputs.some((port) => port.name === name && port.many);
        return equations(inputCount(inferred)).map((equation, at) =>
          this.#equation(inferred, equation, name, many ? at : 0),
        );
      }),
    };
  }

  /** How a cell of a step's target comes about. Rows and columns count from 0, in the course's layout for weights. */
  cell(index: number, target: string, row: number, column: number, input = 0): CellView {
    const step = this.#step(index);
    if (step.phase === 'update') return updateCell(this.tape, this.#optimizer, step, row, column);
    const inferred = this.#block(step.block);
    const { explain } = inferred.block;
    const { read, place } = this.#reader(inferred);
    const rule = explain.cells[target];
    if (!rule) throw new Error(`${step.block} has no cell '${target}'`);
    const explanation = rule(read, row, column, input);
    const value = read(targetRef(inferred, step.phase, target, input), row, column);
    const curve = explain.curve?.(place);
    return {
      block: step.block,
      target,
      symbol: explanation.symbol,
      value,
      tex: explanation.kind === 'function' ? explanation.tex : null,
      sum: explanation.kind === 'sum' ? summarise(explanation.terms, value) : null,
      curve: curve ? curveView(curve, read, row, column) : null,
      jacobian: step.phase === 'backward' ? (explain.jacobian?.(read, row) ?? null) : null,
      numbers: null,
      activations: step.phase === 'forward' ? this.#activations(inferred, row, column) : [],
    };
  }

  /** What becomes of a neuron's sum in the activations behind it. */
  #activations({ node, block }: InferredBlock, row: number, column: number): CellView[] {
    if (block.category !== 'layer') return [];
    const behind = this.network.blocks.filter(
      (one) => one.block.category === 'activation' && one.inputs.x?.[0]?.block === node.id,
    );
    return behind.map((one) => {
      const index = this.steps.findIndex((step) => step.phase === 'forward' && step.block === one.node.id);
      return this.cell(index, 'y', row, column);
    });
  }

  #step(index: number): TapeStep {
    const step = this.steps[index];
    if (!step) throw new Error(`there is no step ${index}`);
    return step;
  }

  #block(id: string): InferredBlock {
    return this.#blocks.get(id) as InferredBlock;
  }

  #reader(inferred: InferredBlock): BlockReader {
    const { id } = inferred.node;
    const reader =
      this.#readers.get(id) ?? new BlockReader(this.tape, inferred, (one) => this.#blocks.get(one)?.node.type);
    this.#readers.set(id, reader);
    return reader;
  }

  #exists({ node, block, weights }: InferredBlock, name: string): boolean {
    const isPort = [...block.inputs, ...block.outputs].some((port) => port.name === name) || name === 'y';
    return isPort
      ? this.tape.gradients.has(node.id) || block.category === 'loss'
      : weights.some((w) => w.name === name);
  }

  #equation(inferred: InferredBlock, { label, parts }: Equation, target: string, index: number): EquationView {
    const reader = this.#reader(inferred);
    const shown: (OperandView | string)[] = [];
    for (const part of parts) {
      const view = typeof part === 'string' ? part : reader.operand(part);
      if (view !== null) shown.push(view);
      // A layer without a bias has nothing behind its plus sign.
      else if (shown[shown.length - 1] === '+') shown.pop();
    }
    return { label: label ?? null, target, index, parts: shown };
  }

  #pytorchCall(inferred: InferredBlock): string {
    const { node, block, params, inputs, features } = inferred;
    const sources = Object.values(inputs).flat();
    if (block.inputs.length === 0) return `${node.id} = batch`;
    const call = block.mapping.pytorchCall({
      ...this.#reader(inferred).place,
      params,
      inFeatures: sources[0]?.features ?? 0,
      outFeatures: features ?? 0,
      self: `self.${node.id}`,
      x: sources.map(({ block: id, port }) => (port === 'target' ? 'target' : id)),
    });
    return `${node.id} = ${call}`;
  }
}

/** How many wires there are into `x`. */
function inputCount({ inputs }: InferredBlock): number {
  return inputs.x?.length ?? 1;
}

function targetRef({ block }: InferredBlock, phase: 'forward' | 'backward', target: string, index: number): TensorRef {
  if (target === 'y') return phase === 'forward' ? ref.y : ref.dy;
  const port = block.inputs.find(({ name }) => name === target);
  return port ? { of: 'inputGradient', port: target, index } : ref.weightGradient(target);
}
