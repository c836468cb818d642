import { activation } from './activation.ts';
import { block } from './block.ts';

export const tanh = block({
  type: 'tanh',
  title: 'Tanh',
  category: 'activation',
  summary: { en: 'Squeezes every number into −1 to 1.', ja: 'どんな値も −1 から 1 の間に収めます。' },
  docs: {
    en: 'The hyperbolic tangent: a sigmoid centred on zero. Its slope is 1 − y²; where y is near −1 or 1 the unit is saturated and hardly learns.',
    ja: '双曲線正接関数で、0 を中心としたシグモイドです。傾きは 1 − y² で、y が −1 や 1 に近いユニットは飽和していて、ほとんど学習しません。',
  },
  params: {},
  // Beyond 20 the float32 result is ±1; clamping first keeps drivers that compute e^x / e^x from overflowing.
  ...activation({
    output: () => 'y = Math.tanh(Math.min(Math.max(xCell, -20.0), 20.0));',
    derivative: () => 'slope = 1 - yCell * yCell;',
    derivativeReads: 'y',
    tex: (x) => String.raw`\tanh(${x})`,
    curve: () => ({ of: Math.tanh, range: [-4, 4] }),
    pytorchBackward: 'dx = dy * (1 - y ** 2)',
  }),
  formula: {
    forward: String.raw`y = \tanh(x)`,
    backward: {
      x: String.raw`\frac{\partial L}{\partial x} = \frac{\partial L}{\partial y} \cdot (1 - y^2)`,
    },
  },
  mapping: {
    pytorchModule: () => 'nn.Tanh()',
    pytorchCall: ({ self, x }) => `${self}(${x[0]})`,
    onnx: () => ({ op: 'Tanh' }),
    tfjs: () => ({ layer: 'Activation', config: { activation: 'tanh' } }),
  },
});
