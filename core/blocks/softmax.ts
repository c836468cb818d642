import { oneIn, oneOut } from './activation.ts';
import { block } from './block.ts';
import { d, type Read, ref, type TensorRef, texNumber } from './explain.ts';
import { columnsOf, type Emit, literal, rowsOf, type Value } from './kernel.ts';

/**
 * The smallest probability a softmax gives out. Far below what float32 can add to 1, but still a normal number: the
 * cross entropy's 1/y stays finite, and y · (1/y) in the chain rule stays 1, so that even logits a thousand apart get
 * the true gradient (y − t) through the two separate blocks.
 */
export const PROBABILITY_FLOOR = 1e-37;

/** e^(x − the row's maximum), which cannot overflow, and each row's sum of them. */
export function exponentials(emit: Emit, x: Value): { maximum: Value; exps: Value; sum: Value } {
  const rows = [rowsOf(x)];
  const columns = columnsOf(x);
  const maximum = emit({
    part: 'rowMaximum',
    reads: { x },
    shape: rows,
    body: `
      let maximum = x[this.thread.x][0];
      for (let c = 0; c < ${columns}; c++) {
        maximum = Math.max(maximum, x[this.thread.x][c]);
      }
      return maximum;`,
  });
  const exps = emit({
    part: 'exponential',
    reads: { x, maximum },
    shape: x.shape,
    body: 'return Math.exp(x[this.thread.y][this.thread.x] - maximum[this.thread.y]);',
  });
  const sum = emit({
    part: 'rowSum',
    reads: { exps },
    shape: rows,
    body: `
      let sum = 0.0;
      for (let c = 0; c < ${columns}; c++) {
        sum += exps[this.thread.x][c];
      }
      return sum;`,
  });
  return { maximum, exps, sum };
}

/** ∂yᵢ/∂xⱼ = yᵢ(δᵢⱼ − yⱼ) of a row. */
function slope(read: Read, row: number, i: number, j: number): number {
  return read(ref.y, row, i) * ((i === j ? 1 : 0) - read(ref.y, row, j));
}

const MOST_EXPONENTIALS = 4;

/** The denominator with its numbers; long ones are cut in the middle. */
export function exponentialSum(read: Read, logits: TensorRef, row: number): string {
  const classes = read.size(logits)[1];
  const power = (k: number) => `e^{${texNumber(read(logits, row, k))}}`;
  const shown = Array.from({ length: Math.min(classes, MOST_EXPONENTIALS) }, (_, k) => power(k));
  if (classes > MOST_EXPONENTIALS) shown.splice(MOST_EXPONENTIALS - 1, 1, String.raw`\dots`, power(classes - 1));
  return shown.join(' + ');
}

export const softmax = block({
  type: 'softmax',
  title: 'Softmax',
  category: 'activation',
  summary: { en: 'Turns each row into probabilities that add up to 1.', ja: '各行を合計 1 の確率に変換します。' },
  docs: {
    en: 'Raises e to each number of a row and divides by their sum. The row maximum is taken off first, which changes nothing but keeps the numbers finite. Every output depends on every input of its row, so the local derivative is a matrix: the Jacobian yᵢ(δᵢⱼ − yⱼ).',
    ja: '行の各値で e を累乗し、その合計で割ります。先に行の最大値を引きますが、結果は変わらず、値が発散しなくなります。各出力は行のすべての入力に依存するため、局所的な微分は行列 (ヤコビアン yᵢ(δᵢⱼ − yⱼ)) になります。',
  },
  params: {},
  inputs: oneIn,
  outputs: oneOut,
  shape: ({ features }) => features.x?.[0] as number,
  forward: ({ emit, x }) => {
    const { exps, sum } = exponentials(emit, x);
    const y = emit({
      part: 'forward',
      reads: { exps, sum },
      shape: x.shape,
      body: `return Math.max(exps[this.thread.y][this.thread.x] / sum[this.thread.y], ${literal(PROBABILITY_FLOOR)});`,
    });
    return { y };
  },
  backward: {
    x: ({ emit, x, y, dy }) => {
      const weighted = emit({
        part: 'weightedSum',
        reads: { y, dy },
        shape: [rowsOf(x)],
        body: `
          let sum = 0.0;
          for (let c = 0; c < ${columnsOf(x)}; c++) {
            sum += y[this.thread.x][c] * dy[this.thread.x][c];
          }
          return sum;`,
      });
      return emit({
        part: 'backward.x',
        reads: { y, dy, weighted },
        shape: x.shape,
        body: 'return y[this.thread.y][this.thread.x] * (dy[this.thread.y][this.thread.x] - weighted[this.thread.y]);',
      });
    },
  },
  formula: {
    forward: String.raw`y_i = \frac{e^{x_i}}{\sum_k e^{x_k}}`,
    backward: {
      x: String.raw`\frac{\partial L}{\partial x_j} = \sum_i \frac{\partial L}{\partial y_i}\, y_i\,(\delta_{ij} - y_j)`,
    },
  },
  explain: {
    forward: () => [
      { parts: [{ ref: ref.x(), tex: 'x' }, String.raw`\xrightarrow{\mathrm{softmax}}`, { ref: ref.y, tex: 'y' }] },
    ],
    backward: {
      x: () => [
        {
          parts: [
            { ref: ref.dy, tex: d('y') },
            String.raw`\xrightarrow{\;J = \mathrm{diag}(y) - y^{\top} y\;}`,
            { ref: ref.dx(), tex: d('x') },
          ],
        },
      ],
    },
    cells: {
      y: (read, n, j) => ({
        kind: 'function',
        symbol: `y_{${n + 1},${j + 1}}`,
        tex: String.raw`\frac{e^{${texNumber(read(ref.x(), n, j))}}}{${exponentialSum(read, ref.x(), n)}}`,
      }),
      x: (read, n, j) => ({
        kind: 'sum',
        symbol: d(`x_{${n + 1},${j + 1}}`),
        terms: Array.from({ length: read.size(ref.y)[1] }, (_, i) => ({
          factors: [
            { tex: d(`y_{${n + 1},${i + 1}}`), value: read(ref.dy, n, i), role: 'incoming' as const },
            {
              tex: i === j ? `y_{${i + 1}}(1 - y_{${j + 1}})` : `-y_{${i + 1}} y_{${j + 1}}`,
              value: slope(read, n, i, j),
              role: 'local' as const,
            },
          ],
        })),
      }),
    },
    jacobian: (read, n) => {
      const classes = read.size(ref.y)[1];
      return Array.from({ length: classes }, (_, i) =>
        Array.from({ length: classes }, (__, j) => slope(read, n, i, j)),
      );
    },
    pytorchBackward: { x: 'dx = y * (dy - (dy * y).sum(1, keepdim=True))' },
  },
  mapping: {
    pytorchModule: () => 'nn.Softmax(dim=1)',
    pytorchCall: ({ self, x }) => `${self}(${x[0]})`,
    onnx: () => ({ op: 'Softmax', attributes: { axis: 1 } }),
    tfjs: () => ({ layer: 'Softmax', config: { axis: -1 } }),
  },
});
