import { activation } from './activation.ts';
import { block } from './block.ts';
import { literal } from './kernel.ts';
import { number } from './params.ts';

const params = {
  negativeSlope: number({
    default: 0.01,
    min: 0,
    max: 1,
    step: 0.01,
    label: { en: 'Negative slope', ja: '負側の傾き' },
    help: { en: 'What negative inputs are multiplied by.', ja: '負の入力に掛ける値です。' },
  }),
};

export const leakyRelu = block({
  type: 'leakyRelu',
  title: 'LeakyReLU',
  category: 'activation',
  summary: { en: 'A ReLU that lets a little of the negative side through.', ja: '負側も少しだけ通す ReLU です。' },
  docs: {
    en: 'Like ReLU, but negative inputs are multiplied by a small slope instead of being cut off, so that a unit always keeps a little gradient and cannot die.',
    ja: 'ReLU と同じですが、負の入力を 0 にせず小さな傾きを掛けます。勾配が必ず少し残るため、ユニットが「死ぬ」ことがありません。',
  },
  params,
  ...activation<typeof params>({
    output: ({ negativeSlope }) => `
          y = xCell;
          if (xCell <= 0) { y = xCell * ${literal(negativeSlope)}; }`,
    derivative: ({ negativeSlope }) => `
          slope = 1;
          if (xCell <= 0) { slope = ${literal(negativeSlope)}; }`,
    derivativeReads: 'x',
    tex: (x) => String.raw`\mathrm{LeakyReLU}(${x})`,
    curve: ({ negativeSlope }) => ({ of: (x) => (x > 0 ? x : negativeSlope * x), range: [-3, 3] }),
    pytorchBackward: 'dx = dy * torch.where(x > 0, 1.0, negative_slope)',
  }),
  formula: {
    forward: String.raw`y = \begin{cases} x & x > 0 \\ a\,x & x \le 0 \end{cases}`,
    backward: {
      x: String.raw`\frac{\partial L}{\partial x} = \frac{\partial L}{\partial y} \cdot \begin{cases} 1 & x > 0 \\ a & x \le 0 \end{cases}`,
    },
  },
  mapping: {
    pytorchModule: ({ params: { negativeSlope } }) => `nn.LeakyReLU(${negativeSlope})`,
    pytorchCall: ({ self, x }) => `${self}(${x[0]})`,
    onnx: ({ negativeSlope }) => ({ op: 'LeakyRelu', attributes: { alpha: negativeSlope } }),
    tfjs: ({ params: { negativeSlope } }) => ({ layer: 'LeakyReLU', config: { alpha: negativeSlope } }),
  },
});
