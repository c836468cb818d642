import { ref } from '../blocks/explain.ts';
import { names } from '../compile/compile.ts';
import { type OptimizerSettings, optimizerOf } from '../optimizers/index.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { Tensor } from '../tensor.ts';
import type { Tape } from '../train/tape.ts';
import { courseLayout, operandView } from './reader.ts';
import type { TapeStep } from './steps.ts';
import type { CellView, StepContent } from './views.ts';

type UpdateStep = Extract<TapeStep, { phase: 'update' }>;

/** The update of a weight: what it was, its gradient as the rule uses it (clipped, with penalties), what it becomes. */
export function updateView(tape: Tape, optimizer: OptimizerSettings, step: UpdateStep): StepContent {
  const rule = optimizerOf(optimizer.type) as Optimizer;
  const name = step.weight.slice(step.block.length + 1);
  const operand = (tex: string, which: typeof ref.local, tensor: Tensor | undefined) =>
    operandView(courseLayout(tensor), { ref: which, tex }) ?? [];
  const { weights, usedGradients, updatedWeights } = tape;
  return {
    formulas: rule.formulas(optimizer),
    pytorch: [rule.pytorch(optimizer), `optimizer.step()  # ${step.weight}`],
    equations: [
      {
        label: null,
        target: name,
        index: 0,
        parts: [
          operand('w', ref.weight(name), weights.get(step.weight)),
          ',',
          operand('g', ref.weightGradient(name), usedGradients.get(step.weight)),
          String.raw`\xrightarrow{\;\text{${rule.title}}\;}`,
          operand("w'", ref.weight(name), updatedWeights.get(step.weight)),
        ].flat(),
      },
    ],
  };
}

/** One cell of it, with every number that takes part. */
export function updateCell(
  tape: Tape,
  optimizer: OptimizerSettings,
  { block, weight }: UpdateStep,
  row: number,
  column: number,
): CellView {
  const rule = optimizerOf(optimizer.type) as Optimizer;
  const shape = courseLayout(tape.weights.get(weight))?.shape ?? [];
  const place = row * (shape.at(-1) ?? 1) + column;
  const cell = (tensor: Tensor | undefined) => courseLayout(tensor)?.data[place] ?? Number.NaN;
  const numbers: Readonly<Record<string, number>> = {
    weight: cell(tape.weights.get(weight)),
    gradient: cell(tape.usedGradients.get(weight)),
    ...rule.scalars(optimizer, tape.step, tape.learningRate),
    // The kernels' layout is the course's.
    ...Object.fromEntries(
      rule.state(optimizer).map((state) => [state, tape.updatedState[names.state(weight, state)]?.[place] ?? 0]),
    ),
  };
  return {
    block,
    target: weight,
    symbol: "w'",
    value: cell(tape.updatedWeights.get(weight)),
    tex: rule.numbers(optimizer, numbers),
    sum: null,
    curve: null,
    jacobian: null,
    numbers,
    activations: [],
  };
}
