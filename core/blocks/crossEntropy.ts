import { problem } from '../problem.ts';
import { type BackwardContext, block, type Formula, type Forward, type LowerContext } from './block.ts';
import { d, type Place, type Read, ref, texNumber } from './explain.ts';
import { columnsOf, type Emit, literal, rowsOf, type Value } from './kernel.ts';
import { lossInputs, lossOutputs } from './loss.ts';
import { choice, type Values } from './params.ts';
import { exponentialSum, exponentials, PROBABILITY_FLOOR } from './softmax.ts';

type From = 'auto' | 'logits' | 'probabilities';

const params = {
  from: choice<From>({
    default: 'auto',
    options: {
      auto: { en: 'By what is wired', ja: '接続から自動判定' },
      logits: { en: 'Logits', ja: 'ロジット' },
      probabilities: { en: 'Probabilities', ja: '確率' },
    },
    label: { en: 'Prediction is', ja: '予測の種類' },
    help: {
      en: 'Behind a Softmax the prediction is probabilities, else logits, which the loss normalises itself.',
      ja: 'Softmax の後ろなら確率、それ以外ならロジットとみなし、損失の中で正規化します。',
    },
  }),
};
type Params = Values<typeof params>;
type Context = LowerContext<Params>;

/** What `auto` stands for: behind a Softmax block the prediction is probabilities, else logits. */
export function predictionForm(from: From, sourceType: string | undefined): 'logits' | 'probabilities' {
  if (from !== 'auto') return from;
  return sourceType === 'softmax' ? 'probabilities' : 'logits';
}

/** The prediction and target, which the validator has made sure of. */
function ports({ inputs }: Context): { prediction: Value; target: Value } {
  return { prediction: inputs.prediction?.[0] as Value, target: inputs.target?.[0] as Value };
}

const floor = literal(PROBABILITY_FLOOR);

/** −log of the true class's probability a row; for soft targets the mean of −log y, weighed by the target. */
function forwardFromProbabilities(context: Context): Forward {
  const { prediction, target } = ports(context);
  const body =
    context.targetKind === 'classes'
      ? `return -Math.log(Math.max(prediction[this.thread.x][target[this.thread.x][0]], ${floor}));`
      : `
        let loss = 0.0;
        for (let c = 0; c < ${columnsOf(prediction)}; c++) {
          loss -= target[this.thread.x][c] * Math.log(Math.max(prediction[this.thread.x][c], ${floor}));
        }
        return loss;`;
  return { y: emitRows(context, { prediction, target }, body) };
}

/** The same from logits: log Σ e^z − z of the true class, by log-sum-exp, so that no logit is too large. */
function forwardFromLogits(context: Context): Forward {
  const { prediction, target } = ports(context);
  const { maximum, exps, sum } = exponentials(context.emit, prediction);
  const body =
    context.targetKind === 'classes'
      ? `
        const z = prediction[this.thread.x][target[this.thread.x][0]];
        return Math.log(sum[this.thread.x]) + (maximum[this.thread.x] - z);`
      : `
        const logSum = Math.log(sum[this.thread.x]);
        let loss = 0.0;
        for (let c = 0; c < ${columnsOf(prediction)}; c++) {
          loss += target[this.thread.x][c] * (logSum + (maximum[this.thread.x] - prediction[this.thread.x][c]));
        }
        return loss;`;
  return { y: emitRows(context, { prediction, target, maximum, sum }, body), kept: { exps, sum } };
}

function emitRows({ emit, rows }: Context, reads: Record<string, Value>, body: string): Value {
  return emit({ part: 'forward', reads, shape: [rows], body });
}

function backwardFromProbabilities(context: BackwardContext<Params>): Value {
  const { prediction, target } = ports(context);
  const slope = `-dy[this.thread.y] / Math.max(prediction[this.thread.y][this.thread.x], ${floor})`;
  const body =
    context.targetKind === 'classes'
      ? `
        let gradient = 0.0;
        if (target[this.thread.y][0] === this.thread.x) { gradient = ${slope}; }
        return gradient;`
      : `return target[this.thread.y][this.thread.x] * (${slope});`;
  return context.emit({
    part: 'backward.prediction',
    reads: { prediction, target, dy: context.dy },
    shape: prediction.shape,
    body,
  });
}

/** y − t for each cell, y being the softmax that the loss took inside itself. */
function backwardFromLogits(context: BackwardContext<Params>): Value {
  const { emit, dy } = context;
  const { prediction, target } = ports(context);
  const { exps, sum } = context.kept as { exps: Value; sum: Value };
  const probability = 'exps[this.thread.y][this.thread.x] / sum[this.thread.y]';
  if (context.targetKind === 'classes') {
    return emit({
      part: 'backward.prediction',
      reads: { exps, sum, target, dy },
      shape: prediction.shape,
      body: `
        let gradient = ${probability};
        if (target[this.thread.y][0] === this.thread.x) { gradient = gradient - 1; }
        return gradient * dy[this.thread.y];`,
    });
  }
  const mass = targetMass(emit, target);
  return emit({
    part: 'backward.prediction',
    reads: { exps, sum, target, mass, dy },
    shape: prediction.shape,
    body: `
      const probability = ${probability};
      return (probability * mass[this.thread.y] - target[this.thread.y][this.thread.x]) * dy[this.thread.y];`,
  });
}

/** The sum of each row of soft targets: 1, but for rounding. */
function targetMass(emit: Emit, target: Value): Value {
  return emit({
    part: 'targetMass',
    reads: { target },
    shape: [rowsOf(target)],
    body: `
      let mass = 0.0;
      for (let c = 0; c < ${columnsOf(target)}; c++) {
        mass += target[this.thread.x][c];
      }
      return mass;`,
  });
}

/** The target of a cell: 1 for the true class, or the soft target itself. */
function targetOf(read: Read, row: number, column: number): number {
  if (read.size(ref.input('target'))[1] > 1) return read(ref.input('target'), row, column);
  return read(ref.input('target'), row, 0) === column ? 1 : 0;
}

/** Whether the prediction is one of probabilities; else they are logits. */
function isProbable({ params, sourceType }: Place): boolean {
  return predictionForm(params.from as From, sourceType('prediction')) === 'probabilities';
}

/** −log of the true class's probability with the numbers put in; for soft targets the first classes that count. */
function rowLossTex(read: Read, row: number): string {
  const classes = Array.from({ length: read.size(ref.input('prediction'))[1] }, (_, c) => c);
  const counted = classes.filter((c) => targetOf(read, row, c) > 0).slice(0, 3);
  const log = (c: number) => {
    const y = texNumber(read(ref.input('prediction'), row, c));
    return isProbable(read.place)
      ? String.raw`\log ${y}`
      : String.raw`\log \frac{e^{${y}}}{${exponentialSum(read, ref.input('prediction'), row)}}`;
  };
  const terms = counted.map((c) => {
    const t = targetOf(read, row, c);
    return t === 1 ? `-${log(c)}` : `-${texNumber(t)} ${log(c)}`;
  });
  return terms.join(' ');
}

function slopeTex(read: Read, row: number, column: number): string {
  const [y, t] = [texNumber(read(ref.input('prediction'), row, column)), texNumber(targetOf(read, row, column))];
  return isProbable(read.place)
    ? String.raw`-\frac{${t}}{${y}} \cdot \frac{1}{${read.rows}}`
    : String.raw`\frac{1}{${read.rows}} \left(\frac{e^{${y}}}{${exponentialSum(read, ref.input('prediction'), row)}} - ${t}\right)`;
}

const form = (context: Context) => predictionForm(context.params.from, context.sourceType('prediction'));

const ofProbabilities: Formula = {
  forward: String.raw`L = -\frac{1}{B} \sum_{n} \sum_{c} t_{nc} \log y_{nc}`,
  backward: {
    prediction: String.raw`\frac{\partial L}{\partial y_{nc}} = -\frac{1}{B}\,\frac{t_{nc}}{y_{nc}}`,
  },
};

const ofLogits: Formula = {
  forward: String.raw`L = -\frac{1}{B} \sum_{n} \sum_{c} t_{nc} \log \frac{e^{z_{nc}}}{\sum_k e^{z_{nk}}}`,
  backward: {
    prediction: String.raw`\frac{\partial L}{\partial z_{nc}} = \frac{1}{B} \left(\frac{e^{z_{nc}}}{\sum_k e^{z_{nk}}} - t_{nc}\right)`,
  },
};

export const crossEntropy = block({
  type: 'crossEntropy',
  title: 'CrossEntropy',
  category: 'loss',
  summary: {
    en: 'How surprised the network is by the true class: −log of its probability.',
    ja: '正解クラスに対するネットワークの「驚き」、つまりその確率の −log です。',
  },
  docs: {
    en: 'The loss of classification. It takes class numbers, or rows of probabilities, as targets. Behind a Softmax it reads probabilities; wired to logits it takes the softmax inside itself. Either way the gradient at the logits is (y − t) / B.',
    ja: '分類の損失です。目標値はクラス番号、または確率の行です。Softmax の後ろでは確率を読み、ロジットにつなぐと内部でソフトマックスを計算します。どちらの場合も、ロジットでの勾配は (y − t) / B になります。',
  },
  params,
  inputs: lossInputs,
  outputs: lossOutputs,
  shape: ({ id, name, params: { from }, sources, sourceType, warn }) => {
    const type = sourceType('prediction');
    if (from === 'probabilities' && type !== 'softmax' && type !== 'sigmoid') {
      const source = sources.prediction?.[0] ?? '';
      const fix = { kind: 'setParam', block: id, param: 'from', value: 'auto' } as const;
      warn(problem('needsProbabilities', { name, source }, { severity: 'warning', block: id, param: 'from', fix }));
    }
    return 1;
  },
  forward: (context) =>
    form(context) === 'probabilities' ? forwardFromProbabilities(context) : forwardFromLogits(context),
  backward: {
    prediction: (context) =>
      form(context) === 'probabilities' ? backwardFromProbabilities(context) : backwardFromLogits(context),
    target: null,
  },
  formula: ofProbabilities,
  explain: {
    forward: () => [
      {
        parts: [
          { ref: ref.input('prediction'), tex: 'y' },
          { ref: ref.input('target'), tex: 't' },
          String.raw`\xrightarrow{\;-\sum_c t_c \log y_c\;}`,
          { ref: ref.y, tex: 'L_n' },
        ],
      },
    ],
    backward: {
      prediction: () => [
        {
          parts: [
            { ref: ref.input('prediction'), tex: 'y' },
            { ref: ref.input('target'), tex: 't' },
            String.raw`\xrightarrow{\;\partial L / \partial y\;}`,
            { ref: ref.gradient('prediction'), tex: d('y') },
          ],
        },
      ],
    },
    cells: {
      y: (read, n) => ({
        kind: 'function',
        symbol: `L_{${n + 1}}`,
        tex: rowLossTex(read, n),
      }),
      prediction: (read, n, c) => ({
        kind: 'function',
        symbol: d(`y_{${n + 1},${c + 1}}`),
        tex: slopeTex(read, n, c),
      }),
    },
    // Logits have no place on it, and soft targets weigh several.
    curve: (place) =>
      isProbable(place) && place.targetKind === 'classes'
        ? {
            of: (y) => -Math.log(y),
            range: [0.002, 1],
            point: (read, n) => [read(ref.input('prediction'), n, read(ref.input('target'), n, 0)), read(ref.y, n, 0)],
          }
        : null,
    formula: (place) => (isProbable(place) ? ofProbabilities : ofLogits),
    pytorchBackward: {
      prediction: (place) => (isProbable(place) ? 'dy = -t / y / B' : 'dz = (softmax(z, dim=1) - t) / B'),
    },
  },
  mapping: {
    pytorchModule: null,
    pytorchCall: ({ x: [y, t], ...place }) => {
      if (!isProbable(place)) return `F.cross_entropy(${y}, ${t})`;
      return place.targetKind === 'classes'
        ? `F.nll_loss(torch.log(${y}), ${t})`
        : `-(${t} * torch.log(${y})).sum(dim=1).mean()`;
    },
    onnx: null,
    tfjs: null,
  },
});
