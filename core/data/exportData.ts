import { joined } from '../formats/byteSource.ts';
import { writeNpz } from '../formats/npz.ts';
import { shortest } from '../formats/shortest.ts';
import type { Tensor } from '../tensor.ts';
import { type Dataset, parts, rowCount } from './dataset.ts';
import type { PreparedData } from './prepare.ts';

/** What the prepared parts can be written as. */
export const dataFormats = ['npz', 'csv'] as const;
export type DataFormat = (typeof dataFormats)[number];

/** x and y of each part as the bytes of a file, as the network gets them: derived and standardised. */
export function exportData(format: DataFormat, data: PreparedData): Uint8Array {
  return format === 'npz' ? writeNpz(arraysOf(data)) : csvOf(data);
}

/** `x_train`, `target_train` and so on; class indices are a plain vector, as other software expects them. */
function arraysOf({ parts: byPart }: PreparedData): Map<string, Tensor> {
  const arrays = new Map<string, Tensor>();
  for (const part of parts) {
    const { x, target } = byPart[part];
    arrays.set(`x_${part}`, x);
    if (!target) continue;
    const { kind, values } = target;
    const vector = { shape: [values.shape[0] as number], data: values.data };
    arrays.set(`target_${part}`, kind === 'classes' ? vector : values);
  }
  return arrays;
}

/** Rows made into text at a time. */
const BLOCK = 512;

/** `part, <features…>, target`: a line a row, classes by name where they have one. */
function csvOf({ parts: byPart, preprocessing }: PreparedData): Uint8Array {
  const features = preprocessing.derive ?? preprocessing.features;
  const width = byPart.train.target?.values.shape[1] ?? 0;
  const targets = width === 1 ? ['target'] : Array.from({ length: width }, (_, index) => `target_${index + 1}`);
  const encoder = new TextEncoder();
  const blocks = [encoder.encode(lineOf(['part', ...features, ...targets]))];
  for (const part of parts) {
    for (let first = 0; first < rowCount(byPart[part]); first += BLOCK) {
      const rows = Math.min(BLOCK, rowCount(byPart[part]) - first);
      const lines = Array.from({ length: rows }, (_, index) => lineOf([part, ...cellsOf(byPart[part], first + index)]));
      blocks.push(encoder.encode(lines.join('')));
    }
  }
  return joined(...blocks);
}

function cellsOf({ x, target }: Dataset, row: number): string[] {
  const rowOf = ({ shape, data }: Tensor) => {
    const width = shape[1] as number;
    return Array.from(data.subarray(row * width, (row + 1) * width), shortest);
  };
  if (!target) return rowOf(x);
  const named = target.kind === 'classes' ? target.classes?.[target.values.data[row] as number] : undefined;
  return [...rowOf(x), ...(named === undefined ? rowOf(target.values) : [named])];
}

function lineOf(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`;
}
