import { literal, type Value } from '../blocks/kernel.ts';
import type { InferredBlock } from '../graph/infer.ts';
import { type OptimizerSettings, optimizerOf } from '../optimizers/index.ts';
import type { Assignment, Optimizer } from '../optimizers/optimizer.ts';
import type { Gradients } from './differentiate.ts';
import { names, type PlanBuilder } from './plan.ts';

/** What the update needs to know of a training: the rule, and what is done to gradients before it sees them. */
export interface UpdateSettings {
  readonly optimizer: OptimizerSettings;
  /** Gradients are scaled down where their norm over all weights is larger. */
  readonly clipNorm?: number | undefined;
  /** Penalties l1·Σ|w| and l2·Σw²/2, on matrices only; they bend the gradient and are not part of the reported loss. */
  readonly l1?: number | undefined;
  readonly l2?: number | undefined;
}

/** A weight's place in the plan: its value, its state's values, and what takes their place after the step. */
export interface Updated {
  readonly value: Value;
  readonly next: Value;
  /** The gradient as the rule saw it: penalised and clipped where that was asked for. */
  readonly gradient: Value;
}

/** Reads a number of the current step: the kernel text for it, the statement before it, and what the two read. */
export interface ScalarAccess {
  readonly prelude: string;
  readonly text: (scalar: string) => string;
  readonly reads: Readonly<Record<string, Value>>;
}

/** The scalars that the update reads from the schedule, in column order behind those of the plan itself. */
export function updateScalars({ optimizer }: UpdateSettings): string[] {
  const rule = optimizerOf(optimizer.type) as Optimizer;
  return Object.keys(rule.scalars(optimizer, 1, optimizer.learningRate));
}

export function stateNames({ optimizer }: UpdateSettings): readonly string[] {
  return (optimizerOf(optimizer.type) as Optimizer).state(optimizer);
}

/**
 * Writes the update of every weight that has a gradient: penalty, clipping, then the optimizer's rule. A step of no rows
 * leaves everything as it is, so that one plan serves calls of fewer steps than it was made for.
 */
export function lowerUpdate(
  builder: PlanBuilder,
  blocks: readonly InferredBlock[],
  gradients: Gradients,
  settings: UpdateSettings,
  scalars: ScalarAccess,
): Updated[] {
  const weights = blocks.flatMap(({ node, weights }) =>
    weights.flatMap((spec) => {
      const name = names.weight(node.id, spec.name);
      const gradient = gradients.weights.get(name);
      return gradient ? [{ block: node.id, name, spec, value: builder.value(name), gradient }] : [];
    }),
  );
  const penalized = weights.map((weight) => {
    const gradient = weight.spec.penalized ? penalize(builder, weight, settings) : weight.gradient;
    return { ...weight, gradient };
  });
  const clipped = settings.clipNorm === undefined ? penalized : clip(builder, penalized, settings.clipNorm);
  return clipped.flatMap((weight) => applyRule(builder, weight, settings.optimizer, scalars));
}

interface Weight {
  readonly block: string;
  readonly name: string;
  readonly value: Value;
  readonly gradient: Value;
}

/** How a kernel spells the cell that it computes. */
function cellIndex({ shape }: Value): string {
  return shape.length === 1 ? '[this.thread.x]' : '[this.thread.y][this.thread.x]';
}

function penalize(builder: PlanBuilder, { block, name, value, gradient }: Weight, { l1, l2 }: UpdateSettings): Value {
  if (!l1 && !l2) return gradient;
  return builder.emit({
    phase: 'update',
    block,
    kernel: 'update.penalty',
    writes: `${names.gradient(name)}.penalized`,
    reads: { gradients: gradient, weights: value },
    shape: value.shape,
    body: `
      const weight = weights${cellIndex(value)};
      let sign = 0.0;
      if (weight > 0) { sign = 1.0; }
      if (weight < 0) { sign = -1.0; }
      return gradients${cellIndex(value)} + ${literal(l1 ?? 0)} * sign + ${literal(l2 ?? 0)} * weight;`,
  });
}

/** Scales all gradients by min(1, limit / (norm + 1e-6)), as `torch.nn.utils.clip_grad_norm_` does. */
function clip<W extends Weight>(builder: PlanBuilder, weights: readonly W[], limit: number): W[] {
  const squares = weights.map(({ block, name, gradient }) => {
    if (gradient.shape.length === 1) return gradient;
    return builder.emit({
      phase: 'update',
      block,
      kernel: 'update.rowNorm',
      writes: `${names.gradient(name)}.rowNorm`,
      reads: { gradients: gradient },
      shape: [gradient.shape[0] as number],
      body: `
        let sum = 0.0;
        for (let c = 0; c < ${gradient.shape[1]}; c++) {
          sum += gradients[this.thread.x][c] * gradients[this.thread.x][c];
        }
        return Math.sqrt(sum);`,
    });
  });
  const loops = squares.map(
    ({ shape }, index) => `
        for (let i = 0; i < ${shape[0]}; i++) {
          sum += norms${index + 1}[i] * norms${index + 1}[i];
        }`,
  );
  const scale = builder.emit({
    phase: 'update',
    block: null,
    kernel: 'update.clipScale',
    writes: 'clipScale',
    reads: Object.fromEntries(squares.map((value, index) => [`norms${index + 1}`, value])),
    shape: [1],
    body: `
        let sum = 0.0;${loops.join('')}
        return Math.min(1.0, ${literal(limit)} / (Math.sqrt(sum) + 0.000001));`,
  });
  return weights.map((weight) => ({
    ...weight,
    gradient: builder.emit({
      phase: 'update',
      block: weight.block,
      kernel: 'update.clip',
      writes: `${names.gradient(weight.name)}.clipped`,
      reads: { gradients: weight.gradient, scale },
      shape: weight.gradient.shape,
      body: `return gradients${cellIndex(weight.gradient)} * scale[0];`,
    }),
  }));
}

function applyRule(
  builder: PlanBuilder,
  { block, name, value, gradient }: Weight,
  settings: OptimizerSettings,
  scalars: ScalarAccess,
): Updated[] {
  const rule = optimizerOf(settings.type) as Optimizer;
  const current: Record<string, Value> = { weight: value, gradient };
  for (const state of rule.state(settings)) current[state] = builder.value(names.state(name, state));
  return rule.update(settings).map((assignment) => {
    const before = assignment.to === 'weight' ? value : (builder.value(names.state(name, assignment.to)) as Value);
    const next = builder.emit({
      phase: 'update',
      block,
      kernel: `${rule.type}.${assignment.to}`,
      writes: names.next(before.name),
      reads: {
        ...Object.fromEntries(assignment.reads.map((read) => [`${read}s`, current[read] as Value])),
        ...scalars.reads,
      },
      shape: value.shape,
      body: ruleBody(assignment, value, Object.keys(rule.scalars(settings, 1, 1)), scalars),
    });
    current[assignment.to] = next;
    return { value: before, next, gradient };
  });
}

/** An assignment's text with its names bound to the cell's numbers. A kernel's parameter for `weight` is `weights`. */
function ruleBody(
  { to, reads, text }: Assignment,
  value: Value,
  scalarNames: readonly string[],
  scalars: ScalarAccess,
): string {
  const cell = cellIndex(value);
  const numbers = scalarNames.filter((name) => new RegExp(`\\b${name}\\b`).test(text));
  const lines = [
    ...(scalars.prelude ? [scalars.prelude] : []),
    ...reads.map((read) => `const ${read} = ${read}s${cell};`),
    ...numbers.map((name) => `const ${name} = ${scalars.text(name)};`),
    `let next = ${to};`,
    `if (${scalars.text('rows')} > 0) {`,
    text,
    '}',
    'return next;',
  ];
  return lines.join('\n');
}
