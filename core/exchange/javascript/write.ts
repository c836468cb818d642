import { compileInfer, type Step } from '../../compile/compile.ts';
import { encodeFloats } from '../../formats/elements.ts';
import { transpose } from '../../tensor.ts';
import { toBase64 } from '../base64.ts';
import { describe } from '../describe.ts';
import type { Portable } from '../portable.ts';

/** Rows that the plan is made for; the module puts the number of the rows it is given in its place. */
const ROWS = 1;

/**
 * The inference plan as a JavaScript module without dependencies. Its kernels are the GPU.js functions that the app runs;
 * `predict` calls them cell by cell, `accelerate` hands them to GPU.js.
 */
export function moduleSource(portable: Portable): string {
  const { network, scaling, classes } = portable;
  const plan = compileInfer(network, { rows: ROWS, outputs: 'prediction' });
  const kernels = [...new Map(plan.steps.map(({ kernel }) => [kernel.source, kernel])).values()];
  const names = new Map(kernels.map(({ source, name }, index) => [source, `${name.replace(/\W/g, '_')}_${index + 1}`]));
  return `/*
${describe(portable).replace(/\*\//g, '* /').replace(/^/gm, ' * ')}
 */

/** Features of a row. */
export const features = ${network.input.features};

/** The classes in the order of the answer's columns; null where nobody named them. */
export const classes = ${JSON.stringify(classes)};

/** What each column of raw rows is standardised by; null where rows are to come prepared. */
const scaling = ${JSON.stringify(scaling)};

/** float32, little-endian, base64; matrices are [in, out]. */
const weights = ${JSON.stringify(packedWeights(portable))};

// The kernels: each computes one cell of its output, this.thread.y being the row and this.thread.x the column.

${kernels.map(({ source }) => source.replace(/^function /, `function ${names.get(source)}`)).join('\n\n')}

/** Run in order. An output without columns has one number a row. */
const steps = [
${plan.steps.map((step) => `  ${stepLine(step, names.get(step.kernel.source) as string)}`).join('\n')}
];
const answer = ${JSON.stringify(plan.results.prediction)};

const constants = Object.fromEntries(Object.entries(weights).map(([name, value]) => [name, unpack(value)]));

function unpack({ shape, data }) {
  const text = atob(data);
  const bytes = new DataView(Uint8Array.from(text, (letter) => letter.charCodeAt(0)).buffer);
  const numbers = Float32Array.from({ length: bytes.byteLength / 4 }, (_, index) => bytes.getFloat32(index * 4, true));
  if (shape.length === 1) return numbers;
  const [rows, columns] = shape;
  return Array.from({ length: rows }, (_, row) => numbers.subarray(row * columns, (row + 1) * columns));
}

/** Rows as the kernels take them. */
function prepare(rows) {
  return Array.from(rows, (row, index) => {
    if (row.length !== features) throw new RangeError(\`row \${index} has \${row.length} numbers, not \${features}\`);
    return Float32Array.from(row, (value, i) => (scaling ? (value - scaling.mean[i]) / scaling.std[i] : value));
  });
}

/** Calls a kernel for each cell of its output. */
function compute({ kernel, columns }, reads, count) {
  const thread = { x: 0, y: 0, z: 0 };
  const cell = (x, y) => {
    thread.x = x;
    thread.y = y;
    return kernel.apply({ thread }, reads);
  };
  if (columns === null) return Float32Array.from({ length: count }, (_, row) => cell(row, 0));
  return Array.from({ length: count }, (_, y) => Float32Array.from({ length: columns }, (_, x) => cell(x, y)));
}

function run(rows, computeStep) {
  const values = { ...constants, x: prepare(rows) };
  if (rows.length === 0) return [];
  for (const [index, step] of steps.entries()) {
    values[step.writes] = computeStep(step, step.reads.map((name) => values[name]), rows.length, index);
  }
  return Array.from(values[answer], (row) => Array.from(row));
}

/**
 * The network's answers.
 *
 * @param rows an array of rows, each of \`features\` numbers
 * @returns a row of ${network.prediction.features} numbers for each
 */
export function predict(rows) {
  return run(rows, compute);
}

/**
 * The same on GPU.js: hand over a \`new GPU()\` of the package gpu.js. Kernels are made once for each number of rows.
 *
 * @returns a function like \`predict\`
 */
export function accelerate(gpu) {
  const made = new Map();
  return (rows) =>
    run(rows, ({ kernel, columns }, reads, count, index) => {
      const key = \`\${index} \${count}\`;
      if (!made.has(key)) {
        const output = columns === null ? [count] : [columns, count];
        made.set(key, gpu.createKernel(kernel, { output, precision: 'single', loopMaxIterations: 2 ** 31 - 1 }));
      }
      return made.get(key)(...reads);
    });
}
`;
}

/** The weights as kernels see them. */
function packedWeights({ weights }: Portable) {
  return Object.fromEntries(
    [...weights].map(([name, tensor]) => {
      const { shape, data } = tensor.shape.length === 2 ? transpose(tensor) : tensor;
      return [name, { shape, data: toBase64(encodeFloats(data)) }];
    }),
  );
}

function stepLine({ kernel, reads, writes }: Step, name: string): string {
  const [rows, columns = null] = kernel.shape;
  if (rows !== ROWS || kernel.constants) throw new Error(`${kernel.name} computes something else than rows`);
  return `{ kernel: ${name}, reads: ${JSON.stringify(reads)}, writes: ${JSON.stringify(writes)}, columns: ${columns} },`;
}
