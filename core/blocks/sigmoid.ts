import { activation } from './activation.ts';
import { block } from './block.ts';

export const sigmoid = block({
  type: 'sigmoid',
  title: 'Sigmoid',
  category: 'activation',
  summary: { en: 'Squeezes every number into 0 to 1.', ja: 'どんな値も 0 から 1 の間に収めます。' },
  docs: {
    en: 'The logistic function. Its slope is y(1 − y), at most 0.25, so gradients shrink with every sigmoid they pass; where y is near 0 or 1 the unit is saturated and hardly learns.',
    ja: 'ロジスティック関数です。傾きは y(1 − y) で最大でも 0.25 なので、シグモイドを通るたびに勾配は小さくなります。y が 0 や 1 に近いユニットは飽和していて、ほとんど学習しません。',
  },
  params: {},
  // exp is only taken of negative numbers, so it never overflows; for negative x the same quotient is mirrored.
  ...activation({
    output: () => `
          const decay = Math.exp(-Math.abs(xCell));
          y = 1 / (1 + decay);
          if (xCell < 0) { y = decay * y; }`,
    derivative: () => 'slope = yCell * (1 - yCell);',
    derivativeReads: 'y',
    tex: (x) => String.raw`\frac{1}{1 + e^{-${x}}}`,
    curve: () => ({ of: (x) => 1 / (1 + Math.exp(-x)), range: [-6, 6] }),
    pytorchBackward: 'dx = dy * y * (1 - y)',
  }),
  formula: {
    forward: String.raw`y = \frac{1}{1 + e^{-x}}`,
    backward: {
      x: String.raw`\frac{\partial L}{\partial x} = \frac{\partial L}{\partial y} \cdot y\,(1 - y)`,
    },
  },
  mapping: {
    pytorchModule: () => 'nn.Sigmoid()',
    pytorchCall: ({ self, x }) => `${self}(${x[0]})`,
    onnx: () => ({ op: 'Sigmoid' }),
    tfjs: () => ({ layer: 'Activation', config: { activation: 'sigmoid' } }),
  },
});
