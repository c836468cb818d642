import { block, type LowerContext } from './block.ts';
import { columnsOf, literal, type Value } from './kernel.ts';
import { lossInputs, lossOutputs } from './loss.ts';

function ports({ inputs }: LowerContext<unknown>): { prediction: Value; target: Value } {
  return { prediction: inputs.prediction?.[0] as Value, target: inputs.target?.[0] as Value };
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
  mapping: {
    pytorchModule: null,
    pytorchCall: ({ x }) => `F.mse_loss(${x.join(', ')})`,
    onnx: null,
    tfjs: null,
  },
});
