import { activation } from './activation.ts';
import { block } from './block.ts';

export const relu = block({
  type: 'relu',
  title: 'ReLU',
  category: 'activation',
  summary: {
    en: 'Lets positive numbers through, turns the rest into zero.',
    ja: '正の値はそのまま通し、それ以外は 0 にします。',
  },
  docs: {
    en: 'The rectified linear unit is a gate: open for positive inputs, closed for the rest. Where it is open the gradient passes unchanged, where it is closed none passes; at exactly 0 the derivative is 0, as in PyTorch. A unit whose gate is closed for every sample is dead: it no longer learns.',
    ja: 'ReLU は門のような関数です。正の入力では開き、それ以外では閉じます。開いていれば勾配はそのまま通り、閉じていれば通りません。入力がちょうど 0 のときの微分は PyTorch と同じく 0 です。どのサンプルでも閉じたままのユニットは「死んだ」ユニットで、学習が進みません。',
  },
  params: {},
  ...activation({
    output: () => 'y = Math.max(xCell, 0);',
    // The output is above 0 exactly where the input is; so the input itself need not be kept.
    derivative: () => 'if (yCell > 0) { slope = 1; }',
    derivativeReads: 'y',
    tex: (x) => String.raw`\max(0,\, ${x})`,
    curve: () => ({ of: (x) => Math.max(0, x), range: [-3, 3] }),
    pytorchBackward: 'dx = dy * (x > 0)',
  }),
  formula: {
    forward: String.raw`y = \max(0,\, x)`,
    backward: {
      x: String.raw`\frac{\partial L}{\partial x} = \frac{\partial L}{\partial y} \cdot \begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}`,
    },
  },
  mapping: {
    pytorchModule: () => 'nn.ReLU()',
    pytorchCall: ({ self, x }) => `${self}(${x[0]})`,
    onnx: () => ({ op: 'Relu' }),
    tfjs: () => ({ layer: 'ReLU', config: {} }),
  },
});
