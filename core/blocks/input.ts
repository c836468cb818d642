import { block } from './block.ts';
import { d, ref, texNumber } from './explain.ts';
import { integer } from './params.ts';

export const input = block({
  type: 'input',
  title: 'Input',
  category: 'data',
  summary: {
    en: 'Where the data enters: rows of features, and their targets.',
    ja: 'データの入口です。特徴量の行と、その目標値を渡します。',
  },
  docs: {
    en: 'Gives out a mini-batch: x holds a sample a row, target what the loss compares the prediction with. Every network has one.',
    ja: 'ミニバッチを出力します。x は 1 行が 1 サンプル、target は損失が予測と比べる正解です。どのネットワークにも 1 つあります。',
  },
  params: {
    features: integer({
      default: 2,
      min: 1,
      max: 1_000_000,
      label: { en: 'Features', ja: '特徴量の数' },
      help: {
        en: 'How many numbers describe a sample; the data decides it.',
        ja: '1 サンプルを表す数値の個数です。データによって決まります。',
      },
    }),
  },
  inputs: [],
  outputs: [
    { name: 'x', signal: 'features', label: { en: 'Features', ja: '特徴量' } },
    { name: 'target', signal: 'target', label: { en: 'Target', ja: '目標値' } },
  ],
  shape: ({ params }) => params.features,
  // The batch itself: the plan hands it over as `x`.
  forward: ({ x }) => ({ y: x }),
  backward: {},
  formula: {
    forward: String.raw`x \in \mathbb{R}^{B \times F}`,
    backward: {
      y: String.raw`\frac{\partial L}{\partial x} = \sum_{\text{wires}} \frac{\partial L}{\partial x_{\text{wire}}}`,
    },
  },
  explain: {
    forward: () => [{ parts: [{ ref: ref.y, tex: 'x' }] }],
    backward: { y: () => [{ parts: [{ ref: ref.dy, tex: d('x') }] }] },
    cells: {
      y: (read, n, j) => ({ kind: 'function', symbol: `x_{${n + 1},${j + 1}}`, tex: texNumber(read(ref.y, n, j)) }),
    },
    pytorchBackward: { y: 'x.grad' },
  },
  mapping: {
    pytorchModule: null,
    pytorchCall: ({ x }) => `${x[0]}`,
    onnx: null,
    tfjs: ({ params: { features } }) => ({ layer: 'InputLayer', config: { batchInputShape: [null, features] } }),
  },
});
