import type { Dialect } from '../shaders/dialect.ts';
import { combine, divide, isFixed, isSum, type Place, sum, textOf } from '../shaders/place.ts';
import { channelOf, type Keep, type ReadArray, rowsOf, type Sizes, type Storage } from '../shaders/storage.ts';
import { COLUMNS, type Translation } from '../shaders/translate.ts';

/** Rows of a block. */
const ROWS = 4;

/** Invocations of a workgroup, along x and y: few, so that small arrays make enough groups for many cores. */
const GROUP = { line: [64, 1], matrix: [8, 4] } as const;

export const wgsl: Dialect = {
  declare: (name, value) => `var ${name}: f32 = ${value};`,
  keep: (name, _, value) => `let ${name} = ${value};`,
  toFloat: (integer) => `f32(${integer})`,
  toInteger: (float) => `i32(${float})`,
  choose: (test, yes, no) => `select(${no}, ${yes}, ${test})`,
  remainder: (a, b) => `(${a} % ${b})`,
  countTo: (name, rounds) => `for (var ${name}: i32 = 0; ${name} < ${rounds}; ${name}++)`,
  functions: {
    pow: (a, b) => `select(pow(${a}, ${b}), 1.0, ${b} == 0.0)`,
    atan2: (y, x) => `atan2(${y}, ${x})`,
    round: (value) => `floor(${value} + 0.5)`,
    fround: (value) => `${value}`,
  },
};

/** Whether every row begins at a multiple of four numbers, so that four are read and written at once. */
function isWide([width]: Sizes): boolean {
  return width % COLUMNS === 0;
}

/** Reads numbers from buffers in which rows follow each other without gaps. */
export class BufferStorage implements Storage {
  read({ name, sizes }: ReadArray, row: Place, column: Place, keep: Keep): string {
    const at = within(combine(column, row, sizes[0]), sizes[0] * rowsOf(sizes));
    const isKnown = isFixed(at);
    if (!isWide(sizes)) return keep('float', this.fetch(name, textOf(at)), isKnown, [at]);
    const { quotient, rest } = divide(at, COLUMNS);
    return channelOf(keep('vec4', this.fetch(name, quotient), isKnown, [at]), rest);
  }

  protected fetch(name: string, at: string): string {
    return `${name}[${at}]`;
  }
}

/** WGSL does not compile where a place known beforehand lies outside, even if it is never read. */
function within(at: Place, length: number): Place {
  if (!isSum(at) || at.terms.size > 0) return at;
  return sum({}, Math.min(Math.max(at.constant, 0), length - 1));
}

/** Rows of the blocks of an output; 0 where there are layers, which are computed cell by cell. */
export function blockRowsOf(output: Sizes): number {
  return output[2] > 1 ? 0 : Math.min(ROWS, rowsOf(output));
}

/** A kernel's program, and how many workgroups it takes along x and y. */
export interface ComputeShader {
  readonly code: string;
  readonly groups: readonly [number, number];
}

/** The program of a kernel: an invocation computes a block of four columns and up to four rows. */
export function computeShader(translation: Translation, arrays: readonly ReadArray[], output: Sizes): ComputeShader {
  const { isBlock, text } = translation;
  const rows = blockRowsOf(output);
  const invocations = isBlock
    ? ([Math.ceil(output[0] / COLUMNS), Math.ceil(output[1] / rows)] as const)
    : ([output[0], rowsOf(output)] as const);
  const group = invocations[1] === 1 ? GROUP.line : GROUP.matrix;
  const isFour = isBlock && isWide(output);
  const binding = (at: number, access: string, name: string, four: boolean) =>
    `@group(0) @binding(${at}) var<storage, ${access}> ${name}: array<${four ? 'vec4<f32>' : 'f32'}>;`;
  const code = [
    ...arrays.map(({ name, sizes }, at) => binding(at, 'read', name, isWide(sizes))),
    binding(arrays.length, 'read_write', 'result', isFour),
    ...(isBlock ? [] : ['fn cell(x: i32, y: i32, z: i32) -> f32 {', text, '}']),
    `@compute @workgroup_size(${group.join(', ')})`,
    'fn main(@builtin(global_invocation_id) id: vec3<u32>) {',
    'let X = i32(id.x);',
    'let Y = i32(id.y);',
    `if (X >= ${invocations[0]} || Y >= ${invocations[1]}) { return; }`,
    ...(isBlock ? [text, ...stores(output, rows, isFour)] : [cellStore(output)]),
    '}',
  ].join('\n');
  return { code, groups: [Math.ceil(invocations[0] / group[0]), Math.ceil(invocations[1] / group[1])] };
}

function cellStore([width, height]: Sizes): string {
  return `result[${width} * Y + X] = cell(X, Y % ${height}, Y / ${height});`;
}

/** Writes a block; cells past the array's ends are left out. */
function stores([width, height]: Sizes, rows: number, isFour: boolean): string[] {
  const lines: string[] = [];
  for (let row = 0; row < rows; row++) {
    const cells = Array.from({ length: COLUMNS }, (_, column) => `cell_${row}_${column}`);
    const at = rows === 1 ? 'Y' : `(${rows} * Y + ${row})`;
    const within = height % rows === 0 ? [] : [`${at} < ${height}`];
    const store = (test: readonly string[], text: string) =>
      lines.push(test.length === 0 ? text : `if (${test.join(' && ')}) { ${text} }`);
    if (isFour) {
      store(within, `result[${at} * ${width / COLUMNS} + X] = vec4<f32>(${cells.join(', ')});`);
      continue;
    }
    for (const [column, cell] of cells.entries()) {
      const place = `${COLUMNS} * X + ${column}`;
      store([...within, `${place} < ${width}`], `result[${at} * ${width} + ${place}] = ${cell};`);
    }
  }
  return lines;
}
