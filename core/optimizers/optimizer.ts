import { texNumber } from '../blocks/explain.ts';
import { type Fields, number, type Text, type Values } from '../blocks/params.ts';

/**
 * One assignment of an update rule, written as kernel text for a single cell. Within it `weight`, `gradient` and the
 * rule's state are that cell's numbers, and the scalars of the step are known by name. Assignments run in order: a
 * later one sees the new value of an earlier one.
 */
export interface Assignment {
  /** `weight`, or the name of a state. */
  readonly to: string;
  /** Which of `weight`, `gradient` and the states the text names. */
  readonly reads: readonly string[];
  /** Statements that set `next`. */
  readonly text: string;
}

/** An update rule, with PyTorch's defaults, meaning and order of operations. */
export interface Optimizer<F extends Fields = Fields> {
  readonly type: string;
  readonly title: string;
  readonly docs: Text;
  readonly params: F;
  /** The buffers it keeps for each weight, of the weight's shape, zero at first. */
  readonly state: (params: Values<F>) => readonly string[];
  /** Numbers that change from step to step, computed in double precision. `step` counts from 1. */
  readonly scalars: (params: Values<F>, step: number, learningRate: number) => Readonly<Record<string, number>>;
  readonly update: (params: Values<F>) => readonly Assignment[];
  /** The rule in KaTeX, an assignment a line, in order. */
  readonly formulas: (params: Values<F>) => readonly string[];
  /** The new weight of one cell with the numbers put in; states are those after their own assignments. */
  readonly numbers: (params: Values<F>, cell: Readonly<Record<string, number>>) => string;
  readonly pytorch: (params: Values<F>) => string;
}

/** A number of a cell as formulas show it. */
export function shown(cell: Readonly<Record<string, number>>, name: string): string {
  return texNumber(cell[name] ?? Number.NaN);
}

/** The gradient of one cell as a rule with weight decay uses it. */
export function slopeTex(cell: Readonly<Record<string, number>>, decay: number): string {
  const gradient = shown(cell, 'gradient');
  return decay > 0 ? `(${gradient} + ${texNumber(decay)} \\cdot ${shown(cell, 'weight')})` : gradient;
}

/** The line that says so. */
export function slopeFormula(decay: number): readonly string[] {
  return decay > 0 ? [String.raw`g \leftarrow g + \lambda w`] : [];
}

export function optimizer<const F extends Fields>(definition: Optimizer<F>): Optimizer<F> {
  return definition;
}

export const learningRate = (initial: number) =>
  number({
    default: initial,
    min: 0,
    max: 1000,
    step: 0.001,
    label: { en: 'Learning rate', ja: '学習率' },
    help: { en: 'How far a step goes against the gradient.', ja: '1 ステップで勾配の逆方向へ進む大きさです。' },
  });

export const weightDecay = (initial: number) =>
  number({
    default: initial,
    min: 0,
    max: 10,
    step: 0.0001,
    label: { en: 'Weight decay', ja: '重み減衰' },
    help: { en: 'Pulls every weight towards zero.', ja: 'すべての重みを 0 に近づけます。' },
  });

export const fraction = (initial: number, label: Text, help: Text) =>
  number({ default: initial, min: 0, max: 0.999999, step: 0.01, label, help });

export const epsilon = (initial: number) =>
  number({
    default: initial,
    min: 0,
    max: 1,
    step: 1e-8,
    label: { en: 'Epsilon', ja: 'イプシロン' },
    help: { en: 'Keeps the division from blowing up.', ja: '割り算が発散しないように加える値です。' },
  });

export const momentumField = fraction(
  0,
  { en: 'Momentum', ja: 'モメンタム' },
  { en: 'How much of the last direction is kept.', ja: '前回の更新方向をどれだけ残すかです。' },
);
