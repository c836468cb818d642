/** Rows typed by hand as a value: each change makes new ones of the old. */

import { type HandInputs, linesOf, tensorOf } from '../../../core/project/handInputs.ts';
import type { Tensor } from '../../../core/tensor.ts';
import { type BadCell, readRows } from './readRows.ts';

/** What a row has to be: so many inputs, and a target of so many columns. */
export interface RowForm {
  readonly features: number;
  /** Columns of a target: 1 for a class. */
  readonly targets: number;
  /** How many classes a target can be of; null for real values, and where it is not known. */
  readonly classes: number | null;
}

export function rowCount({ x }: HandInputs): number {
  return x.shape[0] as number;
}

/** Whether a target is the number of one of so many classes. */
export function isClass(value: number, classes: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < classes;
}

/** What of the rows the network cannot take: their width, or their targets; null where it can take them. */
export function misfit({ x, target }: HandInputs, { features, targets, classes }: RowForm): 'width' | 'target' | null {
  if (x.shape[1] !== features) return 'width';
  if (!target) return null;
  const sound =
    target.shape[1] === targets && (classes === null || target.data.every((value) => isClass(value, classes)));
  return sound ? null : 'target';
}

/** One more row of zeros; the first one where there was none. */
export function addRow(inputs: HandInputs | null, { features, targets }: RowForm): HandInputs {
  if (!inputs) return { x: tensorOf([[]], features), target: null };
  const { x, target } = inputs;
  return {
    x: tensorOf([...linesOf(x), []], x.shape[1] as number),
    target: target && tensorOf([...linesOf(target), []], target.shape[1] ?? targets),
  };
}

/** Without a row; null where it was the last one. */
export function removeRow({ x, target }: HandInputs, row: number): HandInputs | null {
  const without = (tensor: Tensor) => tensorOf(linesOf(tensor).toSpliced(row, 1), tensor.shape[1] as number);
  const left = without(x);
  return left.shape[0] === 0 ? null : { x: left, target: target && without(target) };
}

/** With one number changed, of the inputs or of the target. */
export function setCell(
  inputs: HandInputs,
  part: 'x' | 'target',
  row: number,
  column: number,
  value: number,
): HandInputs {
  const tensor = inputs[part];
  if (!tensor) return inputs;
  const data = tensor.data.slice();
  data[row * (tensor.shape[1] as number) + column] = value;
  return { ...inputs, [part]: { shape: tensor.shape, data } };
}

/** With targets, zeros at first, or without. */
export function setTargets(inputs: HandInputs, { targets }: RowForm, on: boolean): HandInputs {
  return {
    ...inputs,
    target: on
      ? tensorOf(
          linesOf(inputs.x).map(() => []),
          targets,
        )
      : null,
  };
}

/** As wide as the network now wants them: cut, or filled up with zeros. */
export function fitRows({ x, target }: HandInputs, { features, targets, classes }: RowForm): HandInputs {
  const fitted = target && tensorOf(linesOf(target), targets);
  const inside =
    fitted && classes !== null
      ? { ...fitted, data: fitted.data.map((value) => Math.max(0, Math.min(Math.round(value), classes - 1))) }
      : fitted;
  return { x: tensorOf(linesOf(x), features), target: inside };
}

/** Numbers laid over the rows from a cell on, as a spreadsheet does; rows are added where they are too few. */
export function pasteAt(
  inputs: HandInputs,
  row: number,
  column: number,
  cells: readonly (readonly number[])[],
): HandInputs {
  const lines = linesOf(inputs.x);
  const width = inputs.x.shape[1] as number;
  while (lines.length < row + cells.length) lines.push(new Array<number>(width).fill(0));
  cells.forEach((line, index) => {
    line.slice(0, width - column).forEach((value, offset) => {
      const target = lines[row + index];
      if (target && !Number.isNaN(value)) target[column + offset] = value;
    });
  });
  const { target } = inputs;
  const targets = target && linesOf(target);
  while (targets && targets.length < lines.length) targets.push([]);
  return { x: tensorOf(lines, width), target: targets && tensorOf(targets, target?.shape[1] as number) };
}

export type TextFault =
  | ({ readonly kind: 'text' } & BadCell)
  | { readonly kind: 'width'; readonly row: number; readonly found: number }
  /** A row with a target where the first one has none, or the other way round. */
  | { readonly kind: 'mixed'; readonly row: number; readonly found: number; readonly first: number }
  | { readonly kind: 'target'; readonly row: number; readonly value: number };

/** Rows of a text, or what is wrong with it; neither where it is empty. */
export interface TextRows {
  readonly inputs: HandInputs | null;
  readonly faults: readonly TextFault[];
  readonly header: boolean;
}

const MOST_FAULTS = 5;

/** Reads typed or pasted rows. All have a target at their end, or none has. */
export function rowsOfText(text: string, { features, targets, classes }: RowForm): TextRows {
  const { rows, bad, header } = readRows(text, [features, features + targets]);
  const [first] = rows;
  const width = first?.length === features + targets ? features + targets : features;
  const faults: TextFault[] = [
    ...bad.map((cell) => ({ kind: 'text', ...cell }) as const),
    ...rows.flatMap((line, row): TextFault[] => {
      const found = line.length;
      if (found !== width && (found === features || found === features + targets)) {
        return [{ kind: 'mixed', row: row + 1, found, first: width }];
      }
      if (found !== width) return [{ kind: 'width', row: row + 1, found }];
      const value = width > features && classes !== null ? (line[features] as number) : 0;
      const wrong = !Number.isNaN(value) && !(Number.isInteger(value) && value >= 0 && value < (classes ?? 1));
      return wrong ? [{ kind: 'target', row: row + 1, value }] : [];
    }),
  ];
  if (faults.length > 0 || !first)
    return { inputs: null, faults: faults.slice(0, MOST_FAULTS), header: header !== null };
  const target =
    width > features
      ? tensorOf(
          rows.map((line) => line.slice(features)),
          targets,
        )
      : null;
  return { inputs: { x: tensorOf(rows, features), target }, faults: [], header: header !== null };
}

/** Both one after the other; targets only where both have them. */
export function append(before: HandInputs | null, after: HandInputs): HandInputs {
  if (!before) return after;
  const join = (a: Tensor, b: Tensor) => tensorOf([...linesOf(a), ...linesOf(b)], b.shape[1] as number);
  const targets = before.target && after.target ? join(before.target, after.target) : null;
  return { x: join(before.x, after.x), target: targets };
}
