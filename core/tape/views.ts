import type { TensorRef } from '../blocks/explain.ts';
import type { Text } from '../blocks/params.ts';
import type { TapeStep } from './steps.ts';
import type { Summary } from './terms.ts';

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
export interface StepView extends StepContent {
  /** Its place on the tape, from 0. */
  readonly index: number;
  readonly step: TapeStep;
}

/** What there is to see at a step. */
export interface StepContent {
  readonly formulas: readonly string[];
  readonly pytorch: readonly string[];
  readonly equations: readonly EquationView[];
}

/** The curve of a function, and the point on it that a cell is. */
export interface CurveView {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly point: readonly [x: number, y: number];
}

/** A cell that was pointed at: how it comes about, with its value from the tape. */
export interface CellView {
  readonly block: string;
  readonly target: string;
  readonly symbol: string;
  readonly value: number;
  /** The formula with the numbers put in, without the result; null for a plain sum, whose terms say it all. */
  readonly tex: string | null;
  readonly sum: Summary | null;
  readonly curve: CurveView | null;
  /** For Softmax: the local derivatives of the whole row. */
  readonly jacobian: readonly (readonly number[])[] | null;
  /** For an update: every number that takes part, by name. */
  readonly numbers: Readonly<Record<string, number>> | null;
  /** For a neuron on the way forward: the activations that its sum goes into. */
  readonly activations: readonly CellView[];
}
