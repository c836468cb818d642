import { texNumber } from '../blocks/explain.ts';
import { literal } from '../blocks/kernel.ts';
import { epsilon, learningRate, optimizer, shown, slopeFormula, slopeTex, weightDecay } from './optimizer.ts';

export const adagrad = optimizer({
  type: 'adagrad',
  title: 'Adagrad',
  docs: {
    en: 'Divides each step by the root of the sum of all squared gradients so far, so that the pace only slows.',
    ja: 'これまでの勾配の 2 乗の総和の平方根で割るため、歩幅はしだいに小さくなります。',
  },
  params: { learningRate: learningRate(0.01), eps: epsilon(1e-10), weightDecay: weightDecay(0) },
  state: () => ['squares'],
  scalars: (_, __, rate) => ({ learningRate: rate }),
  update: ({ eps, weightDecay: decay }) => {
    const slope = decay > 0 ? `(gradient + ${literal(decay)} * weight)` : 'gradient';
    const slopeReads = decay > 0 ? ['gradient', 'weight'] : ['gradient'];
    return [
      {
        to: 'squares',
        reads: ['squares', ...slopeReads],
        text: `
        const slope = ${slope};
        next = squares + slope * slope;`,
      },
      {
        to: 'weight',
        reads: ['weight', 'gradient', 'squares'],
        text: `next = weight - learningRate * (${slope} / (Math.sqrt(squares) + ${literal(eps)}));`,
      },
    ];
  },
  formulas: ({ weightDecay: decay }) => [
    ...slopeFormula(decay),
    String.raw`s \leftarrow s + g^2`,
    String.raw`w \leftarrow w - \eta\, \frac{g}{\sqrt{s} + \epsilon}`,
  ],
  numbers: ({ eps, weightDecay: decay }, cell) =>
    String.raw`${shown(cell, 'weight')} - ${shown(cell, 'learningRate')} \cdot \frac{${slopeTex(cell, decay)}}{\sqrt{${shown(cell, 'squares')}} + ${texNumber(eps)}}`,
  pytorch: ({ learningRate: lr, eps, weightDecay: decay }) =>
    `torch.optim.Adagrad(model.parameters(), lr=${lr}, eps=${eps}, weight_decay=${decay})`,
});
