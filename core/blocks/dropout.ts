import { MASK_PRIME } from '../random.ts';
import { oneIn, oneOut } from './activation.ts';
import { block } from './block.ts';
import { d, ref } from './explain.ts';
import { columnsOf, literal } from './kernel.ts';
import { number } from './params.ts';

/**
 * `name` becomes itself modulo MASK_PRIME, and `quotient` how often that goes into it: exact for whole numbers below
 * 2^24 even where a backend's division rounds badly and the first quotient is one off.
 */
function divide(name: string, quotient: string): string {
  const p = literal(MASK_PRIME);
  return `${quotient} = Math.floor(${name} / ${p});
          ${name} = ${name} - ${p} * ${quotient};
          if (${name} < 0) { ${name} = ${name} + ${p}; ${quotient} = ${quotient} - 1; }
          if (${name} >= ${p}) { ${name} = ${name} - ${p}; ${quotient} = ${quotient} + 1; }`;
}

/** One Feistel half-round of `maskResidue` in core/random.ts: `into += (from + key + plus)³`, modulo MASK_PRIME. */
function mix(into: string, from: string, key: string, plus: number): string {
  return `
          a = ${from} + ${key} + ${literal(plus)};
          ${divide('a', 'whole')}
          square = a * a;
          ${divide('square', 'whole')}
          ${into} = ${into} + square * a;
          ${divide(into, 'whole')}`;
}

export const dropout = block({
  type: 'dropout',
  title: 'Dropout',
  category: 'regularization',
  summary: {
    en: 'Turns some cells off at random while training.',
    ja: '学習中だけ、一部の値をランダムに 0 にします。',
  },
  docs: {
    en: 'While training, each cell is set to zero with the given probability and the others are scaled up so that the mean stays the same; the network cannot lean on any single unit. When it predicts, is evaluated or is stepped through, every cell passes unchanged.',
    ja: '学習中は、指定した確率で各値を 0 にし、残りは平均が変わらないように拡大します。これにより、ネットワークは特定のユニットに頼れなくなります。予測・評価・ステップ実行のときは、すべての値がそのまま通ります。',
  },
  params: {
    rate: number({
      default: 0.5,
      min: 0,
      max: 0.99,
      step: 0.05,
      label: { en: 'Rate', ja: '割合' },
      help: { en: 'The share of cells that is turned off.', ja: '0 にする値の割合です。' },
    }),
  },
  inputs: oneIn,
  outputs: oneOut,
  shape: ({ features }) => features.x?.[0] as number,
  forward: ({ emit, params: { rate }, x, maskKey }) => {
    if (maskKey === null || rate === 0) return { y: x };
    const mask = emit({
      part: 'mask',
      reads: { key: maskKey() },
      shape: x.shape,
      body: `
          let low = this.thread.y * ${literal(columnsOf(x))} + this.thread.x;
          let high = 0.0;
          let first = key[0];
          let second = 0.0;
          let a = 0.0;
          let square = 0.0;
          let whole = 0.0;
          ${divide('low', 'high')}
          ${divide('high', 'whole')}
          ${divide('first', 'second')}
          ${mix('high', 'low', 'first', 1)}
          ${mix('low', 'high', 'first', 2)}
          ${mix('high', 'low', 'second', 1)}
          ${mix('low', 'high', 'second', 2)}
          let keep = ${literal(1 / (1 - rate))};
          if (low < ${literal(rate * MASK_PRIME)}) { keep = 0.0; }
          return keep;`,
    });
    const y = emit({
      part: 'forward',
      reads: { x, mask },
      shape: x.shape,
      body: 'return x[this.thread.y][this.thread.x] * mask[this.thread.y][this.thread.x];',
    });
    return { y, kept: { mask } };
  },
  backward: {
    x: ({ emit, x, dy, kept: { mask } }) =>
      mask === undefined
        ? dy
        : emit({
            part: 'backward.x',
            reads: { dy, mask },
            shape: x.shape,
            body: 'return dy[this.thread.y][this.thread.x] * mask[this.thread.y][this.thread.x];',
          }),
  },
  formula: {
    forward: String.raw`y = \frac{m \odot x}{1 - p}, \quad m \sim \mathrm{Bernoulli}(1 - p)`,
    backward: {
      x: String.raw`\frac{\partial L}{\partial x} = \frac{m}{1 - p} \odot \frac{\partial L}{\partial y}`,
    },
  },
  // On a tape dropout is off: what comes in goes out.
  explain: {
    forward: () => [{ parts: [{ ref: ref.x(), tex: 'x' }, '=', { ref: ref.y, tex: 'y' }] }],
    backward: { x: () => [{ parts: [{ ref: ref.dy, tex: d('y') }, '=', { ref: ref.dx(), tex: d('x') }] }] },
    cells: {
      y: (read, n, j) => ({
        kind: 'sum',
        symbol: `y_{${n + 1},${j + 1}}`,
        terms: [{ factors: [{ tex: `x_{${n + 1},${j + 1}}`, value: read(ref.x(), n, j) }] }],
      }),
      x: (read, n, j) => ({
        kind: 'sum',
        symbol: d(`x_{${n + 1},${j + 1}}`),
        terms: [
          {
            factors: [
              { tex: d(`y_{${n + 1},${j + 1}}`), value: read(ref.dy, n, j), role: 'incoming' },
              { tex: '1', value: 1, role: 'local' },
            ],
          },
        ],
      }),
    },
    pytorchBackward: { x: 'dx = dy  # model.eval()' },
  },
  mapping: {
    pytorchModule: ({ params: { rate } }) => `nn.Dropout(${rate})`,
    pytorchCall: ({ self, x }) => `${self}(${x[0]})`,
    onnx: ({ rate }) => ({ op: 'Dropout', constants: { ratio: rate } }),
    tfjs: ({ params: { rate } }) => ({ layer: 'Dropout', config: { rate } }),
  },
});
