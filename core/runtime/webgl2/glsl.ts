import type { Dialect } from '../shaders/dialect.ts';
import { divide, isFixed, type Place } from '../shaders/place.ts';
import { channelOf, type Keep, type ReadArray, rowsOf, type Sizes, type Storage } from '../shaders/storage.ts';
import { COLUMNS, type Translation } from '../shaders/translate.ts';
import type { Layout } from './layout.ts';

export const glsl: Dialect = {
  declare: (name, value) => `float ${name} = ${value};`,
  keep: (name, type, value) => `${type} ${name} = ${value};`,
  toFloat: (integer) => `float(${integer})`,
  toInteger: (float) => `int(${float})`,
  choose: (test, yes, no) => `(${test} ? ${yes} : ${no})`,
  remainder: (a, b) => `(${a} - ${b} * trunc(${a} / ${b}))`,
  countTo: (name, rounds) => `for (int ${name} = 0; ${name} < ${rounds}; ${name}++)`,
  functions: {
    pow: (a, b) => `(${b} == 0.0 ? 1.0 : pow(${a}, ${b}))`,
    atan2: (y, x) => `atan(${y}, ${x})`,
    round: (value) => `floor(${value} + 0.5)`,
    fround: (value) => `${value}`,
  },
};

/** An array that a program reads from a texture. */
export interface TextureArray extends ReadArray {
  readonly layout: Layout;
}

/** Reads numbers from textures, four at a time where it is known beforehand which of the four is meant. */
export class TextureStorage implements Storage {
  read(array: ReadArray, row: Place, column: Place, keep: Keep): string {
    const { lineLength, sheetHeight } = (array as TextureArray).layout;
    const across = divide(column, COLUMNS);
    const down = divide(row, 4);
    let [x, y, layer] = [across.quotient, down.quotient, String(down.rest)];
    if (lineLength) [x, y] = [`(${x}) & ${lineLength - 1}`, `(${x}) >> ${Math.log2(lineLength)}`];
    if (sheetHeight) {
      layer = `(((${y}) >> ${Math.log2(sheetHeight)}) << 2) + ${layer}`;
      y = `(${y}) & ${sheetHeight - 1}`;
    }
    const four = this.fetch(array.name, x, y, layer);
    const isKnown = isFixed(row) && isFixed(column);
    // Which of the four may differ from cell to cell while the texel is the same, so the texel is what is kept.
    return channelOf(keep('vec4', four, isKnown, [row, column]), across.rest);
  }

  protected fetch(name: string, x: string, y: string, layer: string): string {
    return `texelFetch(${name}, ivec3(${x}, ${y}, ${layer}), 0)`;
  }
}

/** One triangle over everything; its corners are made from their numbers. */
export const vertexShader = `#version 300 es
void main() {
  gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.0, 1.0);
}`;

/** The program of a kernel: a fragment is a block of four columns and as many rows as there are layers. */
export function fragmentShader({ isBlock, text }: Translation, arrays: readonly ReadArray[], output: Layout): string {
  const rows = Array.from({ length: output.layers }, (_, row) => row);
  return [
    '#version 300 es',
    'precision highp float;',
    'precision highp int;',
    'precision highp sampler2DArray;',
    ...arrays.map(({ name }) => `uniform sampler2DArray ${name};`),
    ...rows.map((row) => `layout(location = ${row}) out vec4 row${row};`),
    ...(isBlock ? [] : ['float cell(int x, int y, int z) {', text, '}']),
    'void main() {',
    `int X = int(gl_FragCoord.x)${output.lineLength ? ` + ${output.lineLength} * int(gl_FragCoord.y)` : ''};`,
    'int Y = int(gl_FragCoord.y);',
    ...(isBlock ? [text, ...rows.map(blockRow)] : cellByCell(output.sizes, rows)),
    '}',
  ].join('\n');
}

function blockRow(row: number): string {
  const cells = Array.from({ length: COLUMNS }, (_, column) => `cell_${row}_${column}`);
  return `row${row} = vec4(${cells.join(', ')});`;
}

/** The cells of a block one after the other; those past the array's ends are left out. */
function cellByCell(sizes: Sizes, rows: readonly number[]): string[] {
  const isLine = rowsOf(sizes) === 1;
  return [
    `vec4 block[${rows.length}];`,
    `for (int r = 0; r < ${rows.length}; r++) {`,
    `for (int c = 0; c < ${COLUMNS}; c++) {`,
    `int x = ${COLUMNS} * X + c;`,
    `int y = ${isLine ? '0' : `${rows.length} * Y + r`};`,
    `if (x < ${sizes[0]} && y < ${rowsOf(sizes)}) { block[r][c] = cell(x, y % ${sizes[1]}, y / ${sizes[1]}); }`,
    '}',
    '}',
    ...rows.map((row) => `row${row} = block[${row}];`),
  ];
}
