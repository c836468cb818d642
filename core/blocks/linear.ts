import { oneIn, oneOut } from './activation.ts';
import { block, type Initialiser } from './block.ts';
import { d, type Factor, type Operand, ref, type Term } from './explain.ts';
import { columnsOf } from './kernel.ts';
import { choice, flag, integer } from './params.ts';

const initialiserLabels: Record<Initialiser, { en: string; ja: string }> = {
  torch: { en: 'PyTorch default', ja: 'PyTorch 既定' },
  kaimingUniform: { en: 'Kaiming uniform (for ReLU)', ja: 'Kaiming 一様 (ReLU 向け)' },
  kaimingNormal: { en: 'Kaiming normal (for ReLU)', ja: 'Kaiming 正規 (ReLU 向け)' },
  xavierUniform: { en: 'Xavier uniform (for tanh)', ja: 'Xavier 一様 (tanh 向け)' },
  xavierNormal: { en: 'Xavier normal (for tanh)', ja: 'Xavier 正規 (tanh 向け)' },
  normal: { en: 'Normal, deviation 0.1', ja: '正規分布 (標準偏差 0.1)' },
  uniform: { en: 'Uniform, −0.5 to 0.5', ja: '一様分布 (−0.5 〜 0.5)' },
  zeros: { en: 'Zeros', ja: 'すべて 0' },
};

const layouts = {
  course: { en: 'A column of W a unit', ja: 'W の 1 列が 1 ユニット' },
  pytorch: { en: 'PyTorch: a row of weight a unit', ja: 'PyTorch: weight の 1 行が 1 ユニット' },
};

const operands: Readonly<Record<string, Operand>> = {
  x: { ref: ref.x(), tex: 'x' },
  'x^T': { ref: ref.x(), tex: String.raw`x^{\top}`, transposed: true },
  W: { ref: ref.weight('weight'), tex: 'W' },
  'W^T': { ref: ref.weight('weight'), tex: String.raw`W^{\top}`, transposed: true },
  'weight^T': { ref: ref.weight('weight'), tex: String.raw`\mathrm{weight}^{\top}`, transposed: true },
  b: { ref: ref.weight('bias'), tex: 'b' },
  y: { ref: ref.y, tex: 'y' },
  dy: { ref: ref.dy, tex: d('y') },
  dx: { ref: ref.dx(), tex: d('x') },
  dW: { ref: ref.weightGradient('weight'), tex: d('W') },
  db: { ref: ref.weightGradient('bias'), tex: d('b') },
};

/** A tensor of the layer by its short name; signs stand for themselves. */
function operand(name: string): Operand | string {
  return operands[name] ?? name;
}

function products(count: number, factors: (index: number) => readonly Factor[]): Term[] {
  return Array.from({ length: count }, (_, index) => ({ factors: factors(index) }));
}

export const linear = block({
  type: 'linear',
  title: 'Linear',
  category: 'layer',
  summary: {
    en: 'Multiplies each row by a weight matrix and adds a bias.',
    ja: '各行に重み行列を掛け、バイアスを足します。',
  },
  docs: {
    en: 'A fully connected layer. Each unit is a column of W: it weighs the inputs of a row, adds them up and adds its bias. The whole mini-batch is one matrix product, x W + b, with a sample a row.',
    ja: '全結合層です。1 つのユニットは W の 1 列にあたり、行の入力に重みを掛けて足し合わせ、バイアスを加えます。ミニバッチ全体は、1 行を 1 サンプルとする 1 回の行列積 x W + b で計算されます。',
  },
  params: {
    units: integer({
      default: 8,
      min: 1,
      max: 1_000_000,
      label: { en: 'Units', ja: 'ユニット数' },
      help: { en: 'How many outputs the layer has.', ja: '層の出力の数です。' },
    }),
    bias: flag({
      default: true,
      label: { en: 'Bias', ja: 'バイアス' },
      help: { en: 'Whether each unit adds a number of its own.', ja: '各ユニットが固有の値を加えるかどうかです。' },
    }),
    init: choice<Initialiser>({
      default: 'torch',
      options: initialiserLabels,
      label: { en: 'Initial weights', ja: '重みの初期値' },
      help: { en: 'Where the weights start, drawn from the seed.', ja: 'シードから決まる重みの初期値です。' },
    }),
  },
  inputs: oneIn,
  outputs: oneOut,
  shape: ({ params }) => params.units,
  weights: ({ params: { units, bias, init }, inFeatures }) => {
    const fans = { init, fanIn: inFeatures, fanOut: units };
    const weight = { name: 'weight', shape: [units, inFeatures], penalized: true, ...fans };
    return bias ? [weight, { name: 'bias', shape: [units], penalized: false, ...fans }] : [weight];
  },
  forward: ({ emit, params, rows, x, weights: { weight, bias } }) => ({
    y: emit({
      part: 'forward',
      reads: { x, ...(weight && { weight }), ...(bias && { bias }) },
      shape: [rows, params.units],
      body: `
        let sum = ${bias ? 'bias[this.thread.x]' : '0.0'};
        for (let i = 0; i < ${columnsOf(x)}; i++) {
          sum += x[this.thread.y][i] * weight[i][this.thread.x];
        }
        return sum;`,
    }),
  }),
  backward: {
    x: ({ emit, params, x, dy, weights: { weight } }) =>
      emit({
        part: 'backward.x',
        reads: { dy, ...(weight && { weight }) },
        shape: x.shape,
        body: `
          let sum = 0.0;
          for (let j = 0; j < ${params.units}; j++) {
            sum += dy[this.thread.y][j] * weight[this.thread.x][j];
          }
          return sum;`,
      }),
    weight: ({ emit, params, rows, x, dy }) =>
      emit({
        part: 'backward.weight',
        reads: { x, dy },
        shape: [columnsOf(x), params.units],
        body: `
          let sum = 0.0;
          for (let n = 0; n < ${rows}; n++) {
            sum += x[n][this.thread.y] * dy[n][this.thread.x];
          }
          return sum;`,
      }),
    bias: ({ emit, params, rows, dy }) =>
      emit({
        part: 'backward.bias',
        reads: { dy },
        shape: [params.units],
        body: `
          let sum = 0.0;
          for (let n = 0; n < ${rows}; n++) {
            sum += dy[n][this.thread.x];
          }
          return sum;`,
      }),
  },
  formula: {
    forward: 'y = x W + b',
    backward: {
      x: String.raw`\frac{\partial L}{\partial x} = \frac{\partial L}{\partial y} W^{\top}`,
      weight: String.raw`\frac{\partial L}{\partial W} = x^{\top} \frac{\partial L}{\partial y}`,
      bias: String.raw`\frac{\partial L}{\partial b} = \sum_{n} \frac{\partial L}{\partial y_n}`,
    },
  },
  explain: {
    forward: () => [
      { label: layouts.course, parts: ['x', 'W', '+', 'b', '=', 'y'].map(operand) },
      { label: layouts.pytorch, parts: ['x', 'weight^T', '+', 'b', '=', 'y'].map(operand) },
    ],
    backward: {
      x: () => [{ parts: ['dy', 'W^T', '=', 'dx'].map(operand) }],
      weight: () => [{ parts: ['x^T', 'dy', '=', 'dW'].map(operand) }],
      bias: () => [{ parts: [String.raw`\sum_n`, 'dy', '=', 'db'].map(operand) }],
    },
    cells: {
      y: (read, n, j) => ({
        kind: 'sum',
        symbol: `y_{${n + 1},${j + 1}}`,
        terms: [
          ...products(read.size(ref.x())[1], (i) => [
            { tex: `x_{${n + 1},${i + 1}}`, value: read(ref.x(), n, i) },
            { tex: `w_{${i + 1},${j + 1}}`, value: read(ref.weight('weight'), i, j) },
          ]),
          ...(read.size(ref.weight('bias'))[1] > 0
            ? [{ factors: [{ tex: `b_{${j + 1}}`, value: read(ref.weight('bias'), 0, j) }] }]
            : []),
        ],
      }),
      x: (read, n, i) => ({
        kind: 'sum',
        symbol: d(`x_{${n + 1},${i + 1}}`),
        terms: products(read.size(ref.dy)[1], (j) => [
          { tex: d(`y_{${n + 1},${j + 1}}`), value: read(ref.dy, n, j), role: 'incoming' },
          { tex: `w_{${i + 1},${j + 1}}`, value: read(ref.weight('weight'), i, j), role: 'local' },
        ]),
      }),
      weight: (read, i, j) => ({
        kind: 'sum',
        symbol: d(`w_{${i + 1},${j + 1}}`),
        terms: products(read.rows, (n) => [
          { tex: `x_{${n + 1},${i + 1}}`, value: read(ref.x(), n, i), role: 'local' },
          { tex: String.raw`\delta_{${n + 1},${j + 1}}`, value: read(ref.dy, n, j), role: 'incoming' },
        ]),
      }),
      bias: (read, _, j) => ({
        kind: 'sum',
        symbol: d(`b_{${j + 1}}`),
        terms: products(read.rows, (n) => [
          { tex: String.raw`\delta_{${n + 1},${j + 1}}`, value: read(ref.dy, n, j), role: 'incoming' },
        ]),
      }),
    },
    pytorchBackward: { x: 'dx = dy @ weight', weight: 'dweight = dy.T @ x', bias: 'dbias = dy.sum(0)' },
  },
  mapping: {
    pytorchModule: ({ params: { units, bias }, inFeatures }) =>
      `nn.Linear(${inFeatures}, ${units}${bias ? '' : ', bias=False'})`,
    pytorchCall: ({ self, x }) => `${self}(${x[0]})`,
    onnx: () => ({ op: 'Gemm', attributes: { transB: 1 } }),
    tfjs: ({ params: { units, bias } }) => ({ layer: 'Dense', config: { units, useBias: bias } }),
  },
});
