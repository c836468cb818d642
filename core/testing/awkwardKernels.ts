import { Random } from '../random.ts';

/** A kernel, what it reads, and the shape of what it gives; sizes are along x, y and z. */
export interface KernelCase {
  readonly name: string;
  readonly source: string;
  readonly output: readonly number[];
  readonly inputs: readonly Matrix[];
  /** Known in the source as `this.constants.C`. */
  readonly constant?: Matrix;
}

interface Matrix {
  readonly size: readonly number[];
  readonly data: Float32Array;
}

/** Columns, rows, and the length of the sum. */
interface Shape {
  readonly O: number;
  readonly B: number;
  readonly I: number;
}

type Draw = (...size: number[]) => Matrix;
type Family = (shape: Shape, draw: Draw) => Omit<KernelCase, 'name'>;

const x = 'this.thread.x';
const y = 'this.thread.y';
const z = 'this.thread.z';

/** Kinds of kernels that a rewrite could get wrong, or must leave alone. */
const families = {
  product: ({ O, B, I }, draw) => ({
    source: `function (X, W) { let s = 0; for (let i = 0; i < ${I}; i++) { s += X[${y}][i] * W[i][${x}]; } return s; }`,
    output: [O, B],
    inputs: [draw(I, B), draw(O, I)],
  }),
  productWithTransposed: ({ O, B, I }, draw) => ({
    source: `function (X, W) { let s = 0.5; for (let i = 0; i < ${I}; i++) { s += X[${y}][i] * W[${x}][i]; } return s; }`,
    output: [O, B],
    inputs: [draw(I, B), draw(I, O)],
  }),
  update: ({ O, B, I }, draw) => ({
    source: `function (W, X, G, rate) { let s = 0; for (let n = 0; n < ${I}; n += 1) { s += X[n][${y}] * G[n][${x}]; }
      return W[${y}][${x}] - rate[0] * s; }`,
    output: [O, B],
    inputs: [draw(O, B), draw(B, I), draw(O, I), draw(1)],
  }),
  branches: ({ O, B, I }, draw) => ({
    source: `function (X, W) { let s = 0; for (let i = 0; i < ${I}; i++) { s += X[${y}][i] * W[i][${x}]; }
      if (s < 0) { s = s * 0.1; } else { s += X[${y}][0]; } const q = s > 1 ? s * 0.5 : s; return q + ${x} - ${y}; }`,
    output: [O, B],
    inputs: [draw(I, B), draw(O, I)],
  }),
  threeDimensions: ({ O, B, I }, draw) => ({
    source: `function (P, Q) { let s = 0; for (let i = 0; i < 3; i++) { s += P[i][${y}][${x}] * Q[${z}][i] * (i + 1); } return s + ${z}; }`,
    output: [O, B, (I % 3) + 1],
    inputs: [draw(O, B, 3), draw(3, (I % 3) + 1)],
  }),
  guardedReads: ({ O, B, I }, draw) => ({
    source: `function (X, W) { let s = 0; for (let i = 0; i < ${I}; i++) { if (${x} > 0) { s += W[i][${x} - 1]; }
      s += ${x} < ${O - 1} ? W[i][${x} + 1] : 0; if (${y} > 0 && X[${y} - 1][i] > 0) { s += 0.25; } } return s; }`,
    output: [O, B],
    inputs: [draw(I, B), draw(O, I)],
  }),
  countersAsNumbers: ({ O, B, I }, draw) => ({
    source: `function (W) { let s = 0; let n = 0; for (let i = 0; i < ${I}; i++) { s += W[i][${x}] * i * 0.5 + i / 2 + i % 3; n += 1; }
      return s + n / 3 - ${y} * 0.125; }`,
    output: [O, B],
    inputs: [draw(O, I)],
  }),
  counterProducts: ({ O, B, I }, draw) => ({
    source: `function (W) { let s = 0; for (let i = 0; i < ${I}; i++) { for (let j = -2; j < 3; j++) { s += i * j * i + W[i][${x}] * -j; } }
      let big = 1; for (let k = 1; k < 20; k++) { big = big * k * k; } return s + big / 1e9; }`,
    output: [O, B],
    inputs: [draw(O, I)],
  }),
  nestedLoops: ({ O, B, I }, draw) => ({
    source: `function (X, W) { let s = 0; for (let i = 0; i < ${I}; i++) { let t = X[${y}][i * 2]; for (let j = 0; j < 3; j++) {
      t += X[${y}][i * 2 + 1] * W[i * 3 + j][${x}]; } s += t * t; } return s; }`,
    output: [O, B],
    inputs: [draw(2 * I, B), draw(O, 3 * I)],
  }),
  twoReductions: ({ O, B, I }, draw) => ({
    source: `function (Z, W) { let m = Z[${y}][0]; for (let c = 1; c < ${I}; c++) { m = Math.max(m, Z[${y}][c]); }
      let s = 0; for (let c = 0; c < ${I}; c++) { s += Math.exp(Z[${y}][c] - m) * W[c][${x}]; } return s / (1 + Math.abs(s)); }`,
    output: [O, B],
    inputs: [draw(I, B), draw(O, I)],
  }),
  gatheredRows: ({ O, B, I }, draw) => ({
    source: `function (order) { const row = Math.floor(Math.abs(order[${y}]) * ${I - 0.5}); return this.constants.C[row][${x}] * 2; }`,
    output: [O, B],
    inputs: [draw(B)],
    constant: draw(O, I),
  }),
  columnSums: ({ O, I }, draw) => ({
    source: `function (b, G) { let s = 0; for (let n = 0; n < ${I}; n++) { s += G[n][${x}]; } return b[${x}] - 0.1 * s; }`,
    output: [O],
    inputs: [draw(O), draw(O, I)],
  }),
  longProduct: ({ O, B, I }, draw) => ({
    source: `function (X, W) { let s = 0; for (let i = 0; i < 300; i++) { s += X[${y}][i] * W[i][${x}]; } return s + ${z}; }`,
    output: [O, B, (I % 2) + 1],
    inputs: [draw(300, B), draw(O, 300)],
  }),
  panels: ({ O, B, I }, draw) => ({
    source: `function (X, W) { let s = 0.25; for (let i = 1; i < ${I + 33}; i++) { s += X[${y}][i] * W[i][${x}]; }
      for (let j = 0; j < 3; j++) { s -= X[${y}][j] * W[j][${x}]; } return s; }`,
    output: [O + 9, B + 31],
    inputs: [draw(I + 33, B + 31), draw(O + 9, I + 33)],
  }),
  panelsOfTransposed: ({ O, B, I }, draw) => ({
    source: `function (X, W) { let s = 0; for (let i = 0; i < ${2 * I + 20}; i += 2) { s += X[i][${y}] * W[${z}][${x} + 1][i + 1]; } return s - ${z}; }`,
    output: [O + 12, B + 31, (I % 2) + 1],
    inputs: [draw(B + 31, 2 * I + 20), draw(2 * I + 20, O + 13, (I % 2) + 1)],
  }),
  panelsBackwards: ({ O, B, I }, draw) => ({
    source: `function (X, W) { let s = 0; for (let i = 2; i < ${I + 70}; i += 2) { s += X[${y}][i] * W[${I + 70} - i][${x}]; } return s; }`,
    output: [O + 9, B + 31],
    inputs: [draw(I + 70, B + 31), draw(O + 9, I + 70)],
  }),
  shifts: ({ O, B, I }, draw) => {
    const by = draw(I, B);
    return {
      source: `function (X, W) { let s = 0; for (let i = 0; i < ${I}; i++) { s += W[i][${x}] * 9 << X[${y}][i]; } return s; }`,
      output: [O, B],
      inputs: [{ size: by.size, data: by.data.map((value) => value * 8) }, draw(O, I)],
    };
  },
  shadowedCounter: ({ O, B, I }, draw) => ({
    source: `function (X, W) { let s = 0; let i = 7; for (let i = 1; i < ${I}; i += 3) { s += X[${y}][i] * W[i][${x}]; } return s + i; }`,
    output: [O, B],
    inputs: [draw(I, B), draw(O, I)],
  }),
  backwardLoops: ({ O, B, I }, draw) => ({
    source: `function (X, W) { let s = 0; for (let i = ${I - 1}; i >= 0; i--) { s += X[${y}][i] * W[i][${O - 1} - ${x}]; }
      for (let i = 0; i <= ${I - 1}; i += 2) { s -= W[${I - 1} - i][${x}]; } return s; }`,
    output: [O, B],
    inputs: [draw(I, B), draw(O, I)],
  }),
  backwardRows: ({ O, B, I }, draw) => ({
    source: `function (X, W) { let s = 0; for (let i = 0; i < ${I}; i++) { s += X[${B - 1} - ${y}][i] * W[i][${x}]; } return s; }`,
    output: [O, B],
    inputs: [draw(I, B), draw(O, I)],
  }),
  everyOther: ({ O, B, I }, draw) => ({
    source: `function (X, W) { let s = 0; for (let i = 0; i < ${I}; i++) { s += X[${y} * 2][i] * W[i][${x} * 2 + 1] + X[${y}][i]; } return s; }`,
    output: [O, B],
    inputs: [draw(I, 2 * B), draw(2 * O, I)],
  }),
  anyLength: ({ O, B, I }, draw) => ({
    source: `function (X, W, n) { let s = 0; const last = n[0] * 0 + ${I}; for (let i = 0; i < last; i++) { s += X[${y}][i] * W[i][${x}]; } return s; }`,
    output: [O, B],
    inputs: [draw(I, B), draw(O, I), draw(1)],
  }),
  unevenLoops: ({ O, B, I }, draw) => ({
    source: `function (X, W) { let s = 0; for (let i = 0; i < ${I}; i++) { if (i > ${x}) { break; } s += X[${y}][i] * W[i][${x}]; }
      let k = 0; while (k < ${y}) { s += 0.5; k++; } return s; }`,
    output: [O, B],
    inputs: [draw(I, B), draw(O, I)],
  }),
  twoReturns: ({ O, B, I }, draw) => ({
    source: `function (X, W) { if (X[${y}][0] > W[0][${x}]) { return 1.5; } let s = 0; for (let i = 0; i < ${I}; i++) { s += W[i][${x}]; } return s; }`,
    output: [O, B],
    inputs: [draw(I, B), draw(O, I)],
  }),
  bestColumn: ({ B, I }, draw) => ({
    source: `function (P, t) { let guess = 0; let best = P[${x}][0]; for (let c = 0; c < ${I}; c++) { if (P[${x}][c] > best) { guess = c; best = P[${x}][c]; } }
      return guess === t[${x}] ? 1.0 : guess; }`,
    output: [B],
    inputs: [draw(I, B), draw(B)],
  }),
  cellByCell: ({ O, B }, draw) => ({
    source: `function (A, D, b) { const a = A[${y}][${x}]; let v = a * 0.9 + D[${y}][${x}] * 0.1; if (a > 0) { v += b[${x}]; } return v / (Math.sqrt(Math.abs(a)) + 1e-3); }`,
    output: [O, B],
    inputs: [draw(O, B), draw(O, B), draw(O)],
  }),
  sharedCounts: ({ O, B, I }, draw) => ({
    source: `function (X, W) { let n = 0; let s = 0; for (let i = 0; i < ${I}; i++) { if (i % 2 === 0) { n++; s += W[i][${x}]; } else { n += 2; } }
      const r = X[${y}][0] * n; return s * r + n; }`,
    output: [O, B],
    inputs: [draw(I, B), draw(O, I)],
  }),
  sharedBranches: ({ O, B, I }, draw) => ({
    source: `function (X, W, rate) { let s = 0; for (let i = 0; i < ${I}; i++) { if (i > 1) { s += X[${y}][i] * W[i][${x}]; } else { s -= W[i][${x}]; } }
      const w = W[0][${x}]; let next = w; if (rate[0] > 0) { next = w - rate[0] * s; if (rate[1] > 0) next += X[${y}][0]; } else if (rate[1] > 0.5) { const t = w + s; next = t * t; } else next = w + s; return next; }`,
    output: [O, B],
    inputs: [draw(I, B), draw(O, I), draw(2)],
  }),
  convolution: ({ O, B, I }, draw) => ({
    source: `function (P, K) { let s = 0; for (let v = 0; v < 2; v++) { for (let u = 0; u < 3; u++) { s += P[${y} + v][${x} + u] * K[v][u] * ${I}; } } return s; }`,
    output: [O, B],
    inputs: [draw(O + 2, B + 1), draw(3, 2)],
  }),
  copiedRows: ({ O, B, I }, draw) => ({
    // Some rows lie outside; a quad reads its nearest element then, but a single cell does not: no cell is left single.
    source: `function (order) { const row = order[${y}] * ${I + 1}; return this.constants.C[row][${x}]; }`,
    output: [32 + 4 * (O % 4), B],
    inputs: [draw(B)],
    constant: draw(32 + 4 * (O % 4), I),
  }),
  mathFunctions: ({ O, B }, draw) => ({
    source: `function (A) { const a = A[${y}][${x}] * 120; let v = Math.exp(a) + Math.tanh(a * 0.01);
      if (a > 0) { v = Math.log(a) - Math.exp(-a); } return v + Math.log(Math.abs(a)) + Math.log(${x}) + Math.pow(2, a * 0.1); }`,
    output: [O, B],
    inputs: [draw(O, B)],
  }),
} satisfies Record<string, Family>;

/**
 * So many kernels: every family over shapes that are under four, no multiple of four, one row, or have rows left over. The
 * same seed gives the same kernels.
 */
export function awkwardKernels(count: number, seed = 1): KernelCase[] {
  const chance = new Random(seed, 'kernels');
  const whole = (most: number) => 1 + Math.floor(chance.uniform() * most);
  const draw: Draw = (...size) => {
    const data = Float32Array.from({ length: size.reduce((a, b) => a * b, 1) }, () => chance.uniform(-1, 1));
    return { size, data };
  };
  const names = Object.keys(families) as (keyof typeof families)[];
  return Array.from({ length: count }, (_, at) => {
    const name = names[at % names.length] as keyof typeof families;
    const shape = { O: whole(at % 3 === 0 ? 8 : 36), B: whole(at % 5 === 0 ? 3 : 18), I: whole(20) };
    return { name: `${name} ${shape.O} x ${shape.B} x ${shape.I}`, ...families[name](shape, draw) };
  });
}

/** Kernels with enough cells for GPU.js to spread them over threads, rows no multiple of anything. */
export function largeKernels(seed = 1): KernelCase[] {
  const chance = new Random(seed, 'large kernels');
  const draw: Draw = (...size) => {
    const data = Float32Array.from({ length: size.reduce((a, b) => a * b, 1) }, () => chance.uniform(-1, 1));
    return { size, data };
  };
  const shapes: Shape[] = [
    { O: 67, B: 131, I: 9 },
    { O: 128, B: 65, I: 12 },
    { O: 3, B: 2801, I: 4 },
  ];
  return Object.entries(families).flatMap(([name, family]) =>
    shapes.map((shape) => ({ name: `${name} ${shape.O} x ${shape.B} x ${shape.I}`, ...family(shape, draw) })),
  );
}
