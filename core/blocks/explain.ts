import type { Formula, TargetKind } from './block.ts';
import type { Text } from './params.ts';

/**
 * How a block's arithmetic is told to people: as a matrix equation, as the one cell of it that they point at, and as the
 * terms that add up to that cell. Every number is read from a tape; what is computed here are products and sums of
 * numbers that stand beside them on the page.
 */

/** A tensor of a tape, as one block sees it. Weights are in the course's layout: a column a unit. */
export type TensorRef =
  | { readonly of: 'input'; readonly port: string; readonly index: number }
  | { readonly of: 'weight'; readonly name: string }
  | { readonly of: 'output' }
  | { readonly of: 'outputGradient' }
  | { readonly of: 'inputGradient'; readonly port: string; readonly index: number }
  | { readonly of: 'weightGradient'; readonly name: string }
  | { readonly of: 'local' };

/** A tensor within an equation. */
export interface Operand {
  readonly ref: TensorRef;
  readonly tex: string;
  readonly transposed?: boolean;
}

/** A matrix equation read from left to right: operands, and the signs between them. */
export interface Equation {
  /** Whose convention it is, where there are several. */
  readonly label?: Text;
  readonly parts: readonly (Operand | string)[];
}

export interface Factor {
  readonly tex: string;
  readonly value: number;
  /** What it is in the chain rule: the gradient that came in, or the derivative it is multiplied by. */
  readonly role?: 'incoming' | 'local';
}

/** One addend of a cell. */
export interface Term {
  readonly factors: readonly Factor[];
}

/** How one cell comes about: as a sum of products, or as a function whose formula has the numbers put in. */
export type Explanation =
  | { readonly kind: 'sum'; readonly symbol: string; readonly terms: readonly Term[] }
  | { readonly kind: 'function'; readonly symbol: string; readonly tex: string };

/** Where a block stands, as far as its mathematics depends on it. */
export interface Place {
  readonly params: Readonly<Record<string, unknown>>;
  /** The type of the block at the other end of a port's first wire. */
  readonly sourceType: (port: string) => string | undefined;
  readonly targetKind: TargetKind | null;
}

/** Reads numbers of a tape for one block. A vector has one row. */
export interface Read {
  (ref: TensorRef, row: number, column: number): number;
  readonly place: Place;
  readonly rows: number;
  readonly size: (ref: TensorRef) => readonly [rows: number, columns: number];
}

export type CellRule = (read: Read, row: number, column: number, index: number) => Explanation;

/** A function of one number, for drawing, and the point on it that a cell is, both coordinates read from the tape. */
export interface Curve {
  readonly of: (x: number) => number;
  readonly range: readonly [low: number, high: number];
  readonly point: (read: Read, row: number, column: number) => readonly [x: number, y: number];
}

export interface Explain {
  /** Given how many wires there are into a port that takes many. */
  readonly forward: (inputs: number) => readonly Equation[];
  /** By the port or weight that the gradient belongs to. */
  readonly backward: Readonly<Record<string, (inputs: number) => readonly Equation[]>>;
  /** `y` for the output, else named like the gradients. */
  readonly cells: Readonly<Record<string, CellRule>>;
  /** Null where no curve tells anything of this place. */
  readonly curve?: (place: Place) => Curve | null;
  /** The formulas where the block's own are not those of every place. */
  readonly formula?: (place: Place) => Formula;
  /** The local derivative of a whole row: `[outputs, inputs]`. */
  readonly jacobian?: (read: Read, row: number) => readonly (readonly number[])[];
  /** The lines of PyTorch that do on the way back what `backward` does. */
  readonly pytorchBackward: Readonly<Record<string, string | ((place: Place) => string)>>;
}

export const ref = {
  x: (index = 0): TensorRef => ({ of: 'input', port: 'x', index }),
  input: (port: string): TensorRef => ({ of: 'input', port, index: 0 }),
  weight: (name: string): TensorRef => ({ of: 'weight', name }),
  y: { of: 'output' } as TensorRef,
  dy: { of: 'outputGradient' } as TensorRef,
  dx: (index = 0): TensorRef => ({ of: 'inputGradient', port: 'x', index }),
  gradient: (port: string): TensorRef => ({ of: 'inputGradient', port, index: 0 }),
  weightGradient: (name: string): TensorRef => ({ of: 'weightGradient', name }),
  local: { of: 'local' } as TensorRef,
} as const;

/** `∂L/∂name` in KaTeX. */
export const d = (name: string): string => String.raw`\frac{\partial L}{\partial ${name}}`;

/** A number as formulas show it: four significant digits, in parentheses where it is negative. */
export function texNumber(value: number): string {
  const text = plainNumber(value);
  return value < 0 ? `(${text})` : text;
}

function plainNumber(value: number): string {
  if (!Number.isFinite(value))
    return Number.isNaN(value) ? String.raw`\text{NaN}` : value > 0 ? String.raw`\infty` : String.raw`-\infty`;
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e5 || size < 1e-4) {
    const [digits = '0', power = '0'] = value.toExponential(3).split('e');
    return String.raw`${digits} \cdot 10^{${Number(power)}}`;
  }
  return value.toPrecision(4);
}

/** How many wires there are into `x`. */
export function countInputs(read: Read): number {
  let count = 0;
  while (read.size(ref.x(count))[1] > 0) count++;
  return count;
}
