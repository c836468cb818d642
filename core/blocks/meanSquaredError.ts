import { block, type LowerContext } from './block.ts';
import { d, type Read, ref, texNumber } from './explain.ts';
import { columnsOf, literal, type Value } from './kernel.ts';
import { lossInputs, lossOutputs } from './loss.ts';

function ports({ inputs }: LowerContext<unknown>): { prediction: Value; target: Value } {
  return { prediction: inputs.prediction?.[0] as Value, target: inputs.target?.[0] as Value };
}

function differenceTex(read: Read, row: number, column: number): string {
  return `${texNumber(read(ref.input('prediction'), row, column))} - ${texNumber(read(ref.input('target'), row, column))}`;
}

/** The mean of a row's squared differences; the first three are written out. */
function rowLossTex(read: Read, row: number): string {
  const columns = read.size(ref.input('prediction'))[1];
  const squares = Array.from({ length: Math.min(columns, 3) }, (_, k) => `(${differenceTex(read, row, k)})^2`);
  const all = columns > 3 ? [...squares, String.raw`\dots`] : squares;
  return columns === 1 ? all.join('') : String.raw`\frac{1}{${columns}} \left[ ${all.join(' + ')} \right]`;
}

export const meanSquaredError = block({
  type: 'meanSquaredError',
  title: 'MeanSquaredError',
  category: 'loss',
  summary: { en: 'The mean of the squared differences from the target.', ja: '目標値との差の 2 乗の平均です。' },
  docs: {
    en: 'The loss of regression: real numbers as targets, as many columns as the prediction has. The gradient of each cell is twice its difference, over the number of cells.',
    ja: '回帰の損失です。目標値は実数で、列数は予測と同じです。各要素の勾配は、差の 2 倍を要素数で割ったものです。',
  },
  params: {},
  inputs: lossInputs,
  outputs: lossOutputs,
  shape: () => 1,
  forward: (context) => {
    const { prediction, target } = ports(context);
    const columns = columnsOf(prediction);
    return {
      y: context.emit({
        part: 'forward',
        reads: { prediction, target },
        shape: [context.rows],
        body: `
          let sum = 0.0;
          for (let c = 0; c < ${columns}; c++) {
            const difference = prediction[this.thread.x][c] - target[this.thread.x][c];
            sum += difference * difference;
          }
          return sum / ${literal(columns)};`,
      }),
    };
  },
  backward: {
    prediction: (context) => {
      const { prediction, target } = ports(context);
      return context.emit({
        part: 'backward.prediction',
        reads: { prediction, target, dy: context.dy },
        shape: prediction.shape,
        body: `
          const difference = prediction[this.thread.y][this.thread.x] - target[this.thread.y][this.thread.x];
          return difference * ${literal(2 / columnsOf(prediction))} * dy[this.thread.y];`,
      });
    },
    target: null,
  },
  formula: {
    forward: String.raw`L = \frac{1}{B K} \sum_{n} \sum_{k} (y_{nk} - t_{nk})^2`,
    backward: {
      prediction: String.raw`\frac{\partial L}{\partial y_{nk}} = \frac{2\,(y_{nk} - t_{nk})}{B K}`,
    },
  },
  explain: {
    forward: () => [
      {
        parts: [
          { ref: ref.input('prediction'), tex: 'y' },
          '-',
          { ref: ref.input('target'), tex: 't' },
          String.raw`\xrightarrow{\;\frac{1}{K} \sum_k (\cdot)^2\;}`,
          { ref: ref.y, tex: 'L_n' },
        ],
      },
    ],
    backward: {
      prediction: () => [
        {
          parts: [
            String.raw`\frac{2}{B K} (`,
            { ref: ref.input('prediction'), tex: 'y' },
            '-',
            { ref: ref.input('target'), tex: 't' },
            ') =',
            { ref: ref.gradient('prediction'), tex: d('y') },
          ],
        },
      ],
    },
    cells: {
      y: (read, n) => ({ kind: 'function', symbol: `L_{${n + 1}}`, tex: rowLossTex(read, n) }),
      prediction: (read, n, k) => ({
        kind: 'function',
        symbol: d(`y_{${n + 1},${k + 1}}`),
        tex: String.raw`\frac{2\,(${differenceTex(read, n, k)})}{${read.rows * read.size(ref.input('prediction'))[1]}}`,
      }),
    },
    // With one output a row's loss is its squared difference; with more it is a mean, which no one curve shows.
    curve: () => ({
      of: (difference) => difference * difference,
      range: [-2, 2],
      point: (read, n, k) => {
        const difference = read(ref.input('prediction'), n, k) - read(ref.input('target'), n, k);
        return [difference, difference * difference];
      },
    }),
    pytorchBackward: { prediction: 'dy = 2 * (y - t) / y.numel()' },
  },
  mapping: {
    pytorchModule: null,
    pytorchCall: ({ x }) => `F.mse_loss(${x.join(', ')})`,
    onnx: null,
    tfjs: null,
  },
});
