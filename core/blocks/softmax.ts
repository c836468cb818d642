import { oneIn, oneOut } from './activation.ts';
import { block } from './block.ts';
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
  mapping: {
    pytorchModule: () => 'nn.Softmax(dim=1)',
    pytorchCall: ({ self, x }) => `${self}(${x[0]})`,
    onnx: () => ({ op: 'Softmax', attributes: { axis: 1 } }),
    tfjs: () => ({ layer: 'Softmax', config: { axis: -1 } }),
  },
});
