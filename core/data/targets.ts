import { ProblemError, problem } from '../problem.ts';
import { type Tensor, tensor } from '../tensor.ts';
import type { Targets } from './dataset.ts';
import type { Task } from './settings.ts';

/** Targets as a source gives them, before it is known what they are for. */
export type RawTargets =
  /** Words of a table's column. */
  | { readonly kind: 'text'; readonly cells: readonly string[] }
  /** `[N]` or `[N, K]` numbers; `classes` where the source names them, `cells` where they stand in a table's column. */
  | {
      readonly kind: 'numbers';
      readonly values: Tensor;
      readonly classes: readonly string[] | null;
      readonly cells?: readonly string[];
    };

/** More classes than any network here tells apart: such a target is numbers to estimate, or names each row. */
const MOST_CLASSES = 2000;

/**
 * The classes that the words of all sources name, sorted by code point. Where the first one's targets are numbers, those
 * that it names itself, or null.
 */
export function classesOf([first, ...others]: readonly RawTargets[]): readonly string[] | null {
  if (first?.kind === 'numbers') return first.classes;
  // Of the words '1', '2' and 'other', a part may have numbers only.
  const words = new Set([first, ...others].flatMap((raw) => raw?.cells ?? []));
  return [...words].sort(byCodePoint);
}

/** UTF-16 order differs from code point order beyond the basic plane; iterating a string walks code points. */
export function byCodePoint(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = (left[index]?.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/**
 * Targets in the form that the task wants: class indices, rows of probabilities, or real values.
 *
 * @param classes the words' classes, as `classesOf` or a model file tells them
 * @param file what messages call the source
 */
export function readTargets(raw: RawTargets, task: Task, classes: readonly string[] | null, file: string): Targets {
  const known = new Set(task === 'classification' ? classes : null);
  if (raw.kind === 'text' || raw.cells?.some((cell) => known.has(cell)))
    return fromWords(raw.cells ?? [], task, classes ?? [], file);
  const [rows = 0, columns = 1] = raw.values.shape;
  const values = { shape: [rows, columns], data: raw.values.data };
  if (task === 'regression') return { kind: 'values', values, classes: null };
  if (columns > 1) return { kind: 'probabilities', values, classes };
  const at = values.data.findIndex((value) => !Number.isInteger(value) || value < 0);
  if (at >= 0) {
    throw new ProblemError(problem('notClassNumber', { file, row: at + 1, value: values.data[at] as number }));
  }
  const most = values.data.reduce((most, value) => Math.max(most, value), 0);
  checkCount(most + 1, file);
  return { kind: 'classes', values, classes };
}

function fromWords(cells: readonly string[], task: Task, classes: readonly string[], file: string): Targets {
  if (task === 'regression') {
    throw new ProblemError(problem('targetWords', { file, value: (cells[0] ?? '').slice(0, 100) }));
  }
  checkCount(classes.length, file);
  const index = new Map(classes.map((name, at) => [name, at]));
  const data = Float32Array.from(cells, (cell, row) => {
    const at = index.get(cell);
    if (at !== undefined) return at;
    throw new ProblemError(problem('unknownClass', { file, row: row + 1, value: cell, known: classes.join(', ') }));
  });
  return { kind: 'classes', values: tensor([cells.length, 1], data), classes };
}

function checkCount(classes: number, file: string): void {
  if (classes > MOST_CLASSES) {
    throw new ProblemError(problem('manyClasses', { file, count: classes, most: MOST_CLASSES }));
  }
}
