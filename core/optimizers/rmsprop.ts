import { texNumber } from '../blocks/explain.ts';
import { literal } from '../blocks/kernel.ts';
import {
  epsilon,
  fraction,
  learningRate,
  momentumField,
  optimizer,
  shown,
  slopeFormula,
  slopeTex,
  weightDecay,
} from './optimizer.ts';

export const rmsprop = optimizer({
  type: 'rmsprop',
  title: 'RMSprop',
  docs: {
    en: 'Divides each step by the root of a running mean of squared gradients.',
    ja: '勾配の 2 乗の移動平均の平方根で割りながら進みます。',
  },
  params: {
    learningRate: learningRate(0.01),
    alpha: fraction(
      0.99,
      { en: 'Alpha', ja: 'アルファ' },
      { en: 'How much of the running mean of squares is kept.', ja: '勾配の 2 乗の移動平均をどれだけ残すかです。' },
    ),
    eps: epsilon(1e-8),
    momentum: momentumField,
    weightDecay: weightDecay(0),
  },
  state: ({ momentum }) => (momentum > 0 ? ['squares', 'momentum'] : ['squares']),
  scalars: (_, __, rate) => ({ learningRate: rate }),
  update: ({ alpha, eps, momentum, weightDecay: decay }) => {
    const slope = decay > 0 ? `(gradient + ${literal(decay)} * weight)` : 'gradient';
    const slopeReads = decay > 0 ? ['gradient', 'weight'] : ['gradient'];
    const step = `${slope} / (Math.sqrt(squares) + ${literal(eps)})`;
    const squares = {
      to: 'squares',
      reads: ['squares', ...slopeReads],
      text: `
        const slope = ${slope};
        next = ${literal(alpha)} * squares + ${literal(1 - alpha)} * slope * slope;`,
    };
    if (momentum === 0) {
      return [
        squares,
        { to: 'weight', reads: ['weight', 'gradient', 'squares'], text: `next = weight - learningRate * (${step});` },
      ];
    }
    return [
      squares,
      {
        to: 'momentum',
        reads: ['momentum', 'squares', ...slopeReads],
        text: `next = ${literal(momentum)} * momentum + ${step};`,
      },
      { to: 'weight', reads: ['weight', 'momentum'], text: 'next = weight - learningRate * momentum;' },
    ];
  },
  formulas: ({ momentum, weightDecay: decay }) => {
    const step = String.raw`\frac{g}{\sqrt{s} + \epsilon}`;
    return [
      ...slopeFormula(decay),
      String.raw`s \leftarrow \alpha s + (1 - \alpha) g^2`,
      ...(momentum > 0 ? [String.raw`v \leftarrow \mu v + ${step}`] : []),
      String.raw`w \leftarrow w - \eta\, ${momentum > 0 ? 'v' : step}`,
    ];
  },
  numbers: ({ eps, momentum, weightDecay: decay }, cell) => {
    const step = String.raw`\frac{${slopeTex(cell, decay)}}{\sqrt{${shown(cell, 'squares')}} + ${texNumber(eps)}}`;
    return String.raw`${shown(cell, 'weight')} - ${shown(cell, 'learningRate')} \cdot ${momentum > 0 ? shown(cell, 'momentum') : step}`;
  },
  pytorch: ({ learningRate: lr, alpha, eps, momentum, weightDecay: decay }) =>
    `torch.optim.RMSprop(model.parameters(), lr=${lr}, alpha=${alpha}, eps=${eps}, momentum=${momentum}, weight_decay=${decay})`,
});
