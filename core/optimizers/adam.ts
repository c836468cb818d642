import { texNumber } from '../blocks/explain.ts';
import { literal } from '../blocks/kernel.ts';
import type { Values } from '../blocks/params.ts';
import {
  type Assignment,
  epsilon,
  fraction,
  learningRate,
  optimizer,
  shown,
  slopeFormula,
  weightDecay,
} from './optimizer.ts';

const beta1 = fraction(
  0.9,
  { en: 'Beta 1', ja: 'ベータ 1' },
  { en: 'How much of the running mean of gradients is kept.', ja: '勾配の移動平均をどれだけ残すかです。' },
);
const beta2 = fraction(
  0.999,
  { en: 'Beta 2', ja: 'ベータ 2' },
  { en: 'How much of the running mean of squares is kept.', ja: '勾配の 2 乗の移動平均をどれだけ残すかです。' },
);

const adamParams = {
  learningRate: learningRate(0.001),
  beta1,
  beta2,
  eps: epsilon(1e-8),
  weightDecay: weightDecay(0),
};
type Params = Values<typeof adamParams>;

/** Both corrections of Kingma and Ba 2015, algorithm 1, as PyTorch arranges them. */
function scalars({ beta1: b1, beta2: b2 }: Params, step: number, rate: number): Record<string, number> {
  return {
    learningRate: rate,
    stepSize: rate / (1 - b1 ** step),
    rootCorrection: Math.sqrt(1 - b2 ** step),
  };
}

/** `slope` is the gradient the moments see, `decayed` the weight the step starts from; both name their reads. */
function moments(
  { beta1: b1, beta2: b2, eps }: Params,
  slope: { text: string; reads: readonly string[] },
  decayed: string,
): Assignment[] {
  return [
    {
      to: 'm',
      reads: ['m', ...slope.reads],
      text: `next = ${literal(b1)} * m + ${literal(1 - b1)} * (${slope.text});`,
    },
    {
      to: 'v',
      reads: ['v', ...slope.reads],
      text: `
        const slope = ${slope.text};
        next = ${literal(b2)} * v + ${literal(1 - b2)} * slope * slope;`,
    },
    {
      to: 'weight',
      reads: ['weight', 'm', 'v'],
      text: `next = ${decayed} - stepSize * (m / (Math.sqrt(v) / rootCorrection + ${literal(eps)}));`,
    },
  ];
}

/** Of the moments; the hats are corrected for having started at zero. */
const momentFormulas = [
  String.raw`m \leftarrow \beta_1 m + (1 - \beta_1) g`,
  String.raw`v \leftarrow \beta_2 v + (1 - \beta_2) g^2`,
  String.raw`\hat m = \frac{m}{1 - \beta_1^t}, \;\; \hat v = \frac{v}{1 - \beta_2^t}`,
];

/** w − stepSize · m / (√v / rootCorrection + ε), and the decay before it where it acts on the weight itself. */
function numbers({ eps }: Params, cell: Readonly<Record<string, number>>, decay = 0): string {
  const weight =
    decay > 0
      ? String.raw`(1 - ${shown(cell, 'learningRate')} \cdot ${decay}) \cdot ${shown(cell, 'weight')}`
      : shown(cell, 'weight');
  const root = String.raw`\sqrt{${shown(cell, 'v')}} / ${shown(cell, 'rootCorrection')} + ${texNumber(eps)}`;
  return String.raw`${weight} - ${shown(cell, 'stepSize')} \cdot \frac{${shown(cell, 'm')}}{${root}}`;
}

export const adam = optimizer({
  type: 'adam',
  title: 'Adam',
  docs: {
    en: 'Steps by a running mean of gradients over the root of a running mean of their squares: each weight gets a pace of its own.',
    ja: '勾配の移動平均を、その 2 乗の移動平均の平方根で割って進みます。重みごとに歩幅が調整されます。',
  },
  params: adamParams,
  state: () => ['m', 'v'],
  scalars,
  update: (params) => {
    const decay = params.weightDecay;
    const slope =
      decay > 0
        ? { text: `gradient + ${literal(decay)} * weight`, reads: ['gradient', 'weight'] }
        : { text: 'gradient', reads: ['gradient'] };
    return moments(params, slope, 'weight');
  },
  formulas: ({ weightDecay: decay }) => [
    ...slopeFormula(decay),
    ...momentFormulas,
    String.raw`w \leftarrow w - \eta\, \frac{\hat m}{\sqrt{\hat v} + \epsilon}`,
  ],
  numbers: (params, cell) => numbers(params, cell),
  pytorch: ({ learningRate: lr, beta1: b1, beta2: b2, eps, weightDecay: decay }) =>
    `torch.optim.Adam(model.parameters(), lr=${lr}, betas=(${b1}, ${b2}), eps=${eps}, weight_decay=${decay})`,
});

export const adamw = optimizer({
  type: 'adamw',
  title: 'AdamW',
  docs: {
    en: 'Adam whose weight decay acts on the weights themselves and not through the gradient.',
    ja: '重み減衰を勾配に混ぜず、重みに直接かける Adam です。',
  },
  params: { ...adamParams, weightDecay: weightDecay(0.01) },
  state: () => ['m', 'v'],
  scalars,
  update: (params) => {
    const decay = params.weightDecay;
    const decayed = decay > 0 ? `weight * (1 - learningRate * ${literal(decay)})` : 'weight';
    return moments(params, { text: 'gradient', reads: ['gradient'] }, decayed);
  },
  formulas: () => [
    ...momentFormulas,
    String.raw`w \leftarrow (1 - \eta \lambda)\, w - \eta\, \frac{\hat m}{\sqrt{\hat v} + \epsilon}`,
  ],
  numbers: (params, cell) => numbers(params, cell, params.weightDecay),
  pytorch: ({ learningRate: lr, beta1: b1, beta2: b2, eps, weightDecay: decay }) =>
    `torch.optim.AdamW(model.parameters(), lr=${lr}, betas=(${b1}, ${b2}), eps=${eps}, weight_decay=${decay})`,
});
