import { z } from 'zod';
import { readArrays } from '../formats/arrays.ts';
import { readTable, toNumber, writeCsv } from '../formats/csv.ts';
import { parseJson } from '../formats/json.ts';
import { decodeText, firstText } from '../formats/text.ts';
import { collect, ProblemError, problem, type Result, unwrap } from '../problem.ts';
import { firstNonFinite, sizeOf, type Tensor } from '../tensor.ts';
import type { Weights } from '../train/weights.ts';

/** The tensors of a safetensors or npz file, or of JSON or csv as Gradwire writes them, told by content. */
export function readWeights(bytes: Uint8Array, file: string): Result<Weights> {
  return collect(() => {
    const start = firstText(bytes, 64).trimStart();
    // Safetensors begins with a length, whose upper bytes are zero; neither JSON nor csv holds a zero byte.
    if (start.startsWith('{') && !start.includes('\0')) return readWeightsJson(bytes, file);
    if (isCsv.test(start)) return readWeightsCsv(bytes, file);
    return new Map([...unwrap(readArrays(bytes, file))].map(([name, { tensor }]) => [name, tensor]));
  });
}

/** Whether a text begins as weights do in JSON or csv, and not as a project or a table does. */
export function beginsAsWeights(start: string): boolean {
  return isCsv.test(start) || /^\s*\{\s*"[^"]*"\s*:\s*\{\s*"shape"/.test(start);
}

export function writeWeightsJson(weights: Weights): string {
  const tensors = [...weights].map(([name, { shape, data }]) => {
    return `${JSON.stringify(name)}:{"shape":${JSON.stringify(shape)},"data":[${Array.from(data, numberText).join()}]}`;
  });
  return `{${tensors.join()}}\n`;
}

/** A number's text with all of its bits: JavaScript itself leaves out the sign of zero. */
function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

const jsonSchema = z.record(z.string(), z.object({ shape: z.array(z.int().min(0)).max(8), data: z.array(z.number()) }));

function readWeightsJson(bytes: Uint8Array, file: string): Weights {
  const parsed = jsonSchema.safeParse(parseJson(decodeText(bytes, file), file));
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.join('.') || 'the file';
    throw bad(file, 'JSON', `'${path}' is no { "shape", "data" }`);
  }
  return new Map(
    Object.entries(parsed.data).map(([name, { shape, data }]) => {
      if (data.length !== sizeOf(shape)) throw bad(file, 'JSON', `'${name}' has ${data.length} numbers, not ${shape}`);
      return [name, { shape, data: Float32Array.from(data) }];
    }),
  );
}

/** A line a number, rows and columns counted from 0 as in PyTorch; a bias has row 0 alone, and no column count of its own. */
export function writeWeightsCsv(weights: Weights): string {
  const rows = [...weights].flatMap(([name, { shape, data }]) => {
    const columns = shape[shape.length - 1] ?? 1;
    const row = (index: number) => (shape.length < 2 ? '' : String(Math.floor(index / columns)));
    return Array.from(data, (value, index) => [name, row(index), String(index % columns), numberText(value)]);
  });
  return writeCsv(csvColumns, rows);
}

const csvColumns = ['weight', 'row', 'column', 'value'];
/** Its header, as spreadsheets write it too: with quotes, and what their language has between cells. */
const isCsv = new RegExp(`^${csvColumns.map((name) => `"?${name}"?`).join('[,;\\t]')}`);

function readWeightsCsv(bytes: Uint8Array, file: string): Weights {
  const { columns, rows } = unwrap(readTable(bytes, file, { header: true }));
  if (columns.length !== csvColumns.length) throw bad(file, 'csv', `its columns are not ${csvColumns.join(', ')}`);
  const found = new Map<string, { matrix: boolean; columns: number; cells: string[] }>();
  for (const [name = '', row = '', column = '', value = ''] of rows) {
    // Spreadsheets leave empty lines at the end.
    if (name === '' && row === '' && column === '' && value === '') continue;
    const known = found.get(name) ?? { matrix: row !== '', columns: 0, cells: [] };
    found.set(name, known);
    const at = known.cells.length;
    if (Number(row) === 0) known.columns = at + 1;
    const expected = [known.matrix ? Math.floor(at / known.columns) : 0, at % known.columns];
    if (Number(row) !== expected[0] || Number(column) !== expected[1]) {
      throw bad(file, 'csv', `the lines of '${name}' are not in order at row '${row}', column '${column}'`);
    }
    known.cells.push(value);
  }
  return new Map(
    [...found].map(([name, { matrix, columns: width, cells }]): [string, Tensor] => {
      const data = Float32Array.from(cells, (cell) => toNumber(cell) ?? Number.NaN);
      const fault = firstNonFinite(data);
      if (fault >= 0) throw bad(file, 'csv', `'${name}' holds '${cells[fault]}'`);
      if (cells.length % width !== 0) throw bad(file, 'csv', `the last row of '${name}' is short`);
      return [name, { shape: matrix ? [cells.length / width, width] : [width], data }];
    }),
  );
}

function bad(file: string, format: string, reason: string): ProblemError {
  return new ProblemError(problem('badModel', { file, format, reason }));
}
