import { type Tensor, tensor } from '../../../core/tensor.ts';
import type { Weights } from '../../../core/train/weights.ts';
import type { Block } from './parseNumbers.ts';

/** A weight as a table: a row a unit. A bias is a single column. */
export interface Table {
  readonly rows: number;
  readonly columns: number;
}

export function tableOf({ shape }: Tensor): Table {
  const [rows = 1, columns = 1] = shape;
  return { rows, columns };
}

export function withCell(weight: Tensor, row: number, column: number, value: number): Tensor {
  const data = weight.data.slice();
  data[row * tableOf(weight).columns + column] = value;
  return tensor(weight.shape, data);
}

export function filledWith({ shape, data }: Tensor, value: number): Tensor {
  return tensor(shape, new Float32Array(data.length).fill(value));
}

/** Sets a block of numbers down with its first cell at a place; `cut` says that some of it reached beyond the table. */
export function withBlock(
  weight: Tensor,
  row: number,
  column: number,
  block: Block,
): { weight: Tensor; count: number; cut: boolean } {
  const { rows, columns } = tableOf(weight);
  const data = weight.data.slice();
  let count = 0;
  let cut = false;
  block.forEach((line, down) => {
    line.forEach((value, across) => {
      const [y, x] = [row + down, column + across];
      if (y >= rows || x >= columns) cut = true;
      else if (value !== null) {
        data[y * columns + x] = value;
        count += 1;
      }
    });
  });
  return { weight: tensor(weight.shape, data), count, cut };
}

/** The table as a spreadsheet takes it from the clipboard. */
export function tableText(weight: Tensor): string {
  const { rows, columns } = tableOf(weight);
  const digits = (value: number) => String(Number(value.toPrecision(9)));
  return Array.from({ length: rows }, (_, row) =>
    Array.from(weight.data.subarray(row * columns, (row + 1) * columns), digits).join('\t'),
  ).join('\n');
}

/** All weights with one of them changed. */
export function withChanged(weights: Weights, name: string, change: (weight: Tensor) => Tensor): Weights {
  const weight = weights.get(name);
  return weight ? new Map(weights).set(name, change(weight)) : weights;
}

/** All weights but those of one block, which the seed then fills in; null where none are left. */
export function withoutBlock(weights: Weights, id: string): Weights | null {
  const kept = new Map([...weights].filter(([name]) => !name.startsWith(`${id}.`)));
  return kept.size > 0 ? kept : null;
}
