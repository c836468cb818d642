import { ProblemError, problem } from '../problem.ts';
import type { Tensor } from '../tensor.ts';

/** Computes one input from a row's plain ones. */
type Derived = (row: (column: number) => number) => number;

const FORMS: readonly [RegExp, (columns: readonly number[]) => Derived][] = [
  [
    /^x(\d+)$/,
    ([a = 0]) =>
      (x) =>
        x(a),
  ],
  [
    /^x(\d+)\^2$/,
    ([a = 0]) =>
      (x) =>
        x(a) * x(a),
  ],
  [
    /^x(\d+)\*x(\d+)$/,
    ([a = 0, b = 0]) =>
      (x) =>
        x(a) * x(b),
  ],
  [
    /^sin\(x(\d+)\)$/,
    ([a = 0]) =>
      (x) =>
        Math.sin(x(a)),
  ],
  [
    /^cos\(x(\d+)\)$/,
    ([a = 0]) =>
      (x) =>
        Math.cos(x(a)),
  ],
];

/** The forms that an engineered input may take over two plain inputs, as TensorFlow Playground offers them. */
export const commonDerivations = ['x1', 'x2', 'x1^2', 'x2^2', 'x1*x2', 'sin(x1)', 'sin(x2)'] as const;

/**
 * Engineered inputs in place of the plain ones.
 *
 * @param x `[N, F]`
 * @param inputs one form an output column: `x1`, `x1^2`, `x1*x2`, `sin(x1)`, `cos(x1)`; columns count from 1
 * @returns `[N, inputs.length]`; throws a ProblemError for a form that is not understood
 */
export function derive(x: Tensor, inputs: readonly string[]): Tensor {
  const [rows = 0, features = 0] = x.shape;
  const formulas = inputs.map((text) => parse(text, features));
  const data = new Float32Array(rows * formulas.length);
  for (let row = 0; row < rows; row++) {
    const cell = (column: number) => x.data[row * features + column - 1] as number;
    formulas.forEach((formula, index) => {
      data[row * formulas.length + index] = formula(cell);
    });
  }
  return { shape: [rows, formulas.length], data };
}

/** Whether a form is understood, and names only inputs that `features` plain ones have. */
export function isDerivation(text: string, features: number): boolean {
  return find(text, features) !== null;
}

/** The place, from 0, of the plain input that a form is; null where it computes something. */
export function plainInput(text: string): number | null {
  const number = /^x(\d+)$/.exec(text.replaceAll(' ', ''))?.[1];
  return number === undefined ? null : Number(number) - 1;
}

function parse(text: string, features: number): Derived {
  const found = find(text, features);
  if (found) return found;
  throw new ProblemError(problem('badDerive', { input: text, count: features }));
}

function find(text: string, features: number): Derived | null {
  const plain = text.replaceAll(' ', '');
  for (const [form, make] of FORMS) {
    const columns = form.exec(plain)?.slice(1).map(Number);
    if (columns?.every((column) => column >= 1 && column <= features)) return make(columns);
  }
  return null;
}
