import { literal } from '../blocks/kernel.ts';
import { flag } from '../blocks/params.ts';
import { learningRate, momentumField, optimizer, shown, slopeFormula, slopeTex, weightDecay } from './optimizer.ts';

export const sgd = optimizer({
  type: 'sgd',
  title: 'SGD',
  docs: {
    en: 'Plain gradient descent on mini-batches: a step against the gradient, with a momentum that keeps rolling.',
    ja: 'ミニバッチごとの基本的な勾配降下法です。勾配の逆方向へ進み、モメンタムで勢いを保ちます。',
  },
  params: {
    learningRate: learningRate(0.01),
    momentum: momentumField,
    nesterov: flag({
      default: false,
      label: { en: 'Nesterov', ja: 'ネステロフ' },
      help: { en: 'Looks ahead along the momentum.', ja: 'モメンタムで進んだ先の勾配を使います。' },
    }),
    weightDecay: weightDecay(0),
  },
  state: ({ momentum }) => (momentum > 0 ? ['momentum'] : []),
  scalars: (_, __, rate) => ({ learningRate: rate }),
  update: ({ momentum, nesterov, weightDecay: decay }) => {
    const slope = decay > 0 ? `gradient + ${literal(decay)} * weight` : 'gradient';
    const slopeReads = decay > 0 ? ['gradient', 'weight'] : ['gradient'];
    if (momentum === 0) {
      return [{ to: 'weight', reads: ['weight', 'gradient'], text: `next = weight - learningRate * (${slope});` }];
    }
    const mu = literal(momentum);
    const direction = nesterov ? `(${slope}) + ${mu} * momentum` : 'momentum';
    return [
      { to: 'momentum', reads: ['momentum', ...slopeReads], text: `next = ${mu} * momentum + (${slope});` },
      {
        to: 'weight',
        reads: nesterov ? ['weight', 'momentum', 'gradient'] : ['weight', 'momentum'],
        text: `next = weight - learningRate * (${direction});`,
      },
    ];
  },
  formulas: ({ momentum, nesterov, weightDecay: decay }) => [
    ...slopeFormula(decay),
    ...(momentum > 0 ? [String.raw`v \leftarrow \mu v + g`] : []),
    String.raw`w \leftarrow w - \eta\, ${momentum === 0 ? 'g' : nesterov ? String.raw`(g + \mu v)` : 'v'}`,
  ],
  numbers: ({ momentum, nesterov, weightDecay: decay }, cell) => {
    const slope = slopeTex(cell, decay);
    const rolled = nesterov ? `(${slope} + ${momentum} \\cdot ${shown(cell, 'momentum')})` : shown(cell, 'momentum');
    return String.raw`${shown(cell, 'weight')} - ${shown(cell, 'learningRate')} \cdot ${momentum > 0 ? rolled : slope}`;
  },
  // PyTorch refuses Nesterov where there is no momentum to look along.
  pytorch: ({ learningRate: lr, momentum, nesterov, weightDecay: decay }) =>
    `torch.optim.SGD(model.parameters(), lr=${lr}, momentum=${momentum}, nesterov=${nesterov && momentum > 0 ? 'True' : 'False'}, weight_decay=${decay})`,
});
