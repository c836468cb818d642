import { problem } from '../problem.ts';
import { oneOut } from './activation.ts';
import { block, type ShapeContext } from './block.ts';
import { countInputs, d, type Operand, ref } from './explain.ts';

/** The first input that is as wide as no other, and what would mend it. */
function mismatch({ id, name, features, sources, unitsBehind }: ShapeContext<unknown>) {
  const widths = features.x ?? [];
  const names = sources.x ?? [];
  const at = widths.findIndex((width) => width !== widths[0]);
  if (at < 0) return null;
  const [first, other] = [names[0] as string, names[at] as string];
  const details = { name, first, other, firstFeatures: widths[0] as number, otherFeatures: widths[at] as number };
  const place = { block: id, port: 'x' };
  const options = [
    { mend: unitsBehind(other), units: details.firstFeatures },
    // With a third input of the first one's width, changing that width would only move the fault.
    { mend: widths.length === 2 ? unitsBehind(first) : null, units: details.otherFeatures },
  ];
  for (const { mend, units } of options) {
    if (mend === null) continue;
    const fix = { kind: 'setParam', block: mend, param: 'units', value: units } as const;
    return problem('addShapes', { ...details, mend, units }, { ...place, fix });
  }
  return problem('addShapesFixed', details, place);
}

/** x₁ + x₂ + … as parts of an equation. */
function sum(inputs: number): (Operand | string)[] {
  return Array.from({ length: inputs }, (_, k): (Operand | string)[] => [
    ...(k > 0 ? ['+'] : []),
    { ref: ref.x(k), tex: `x_{${k + 1}}` },
  ]).flat();
}

export const add = block({
  type: 'add',
  title: 'Add',
  category: 'combine',
  summary: {
    en: 'Adds its inputs cell by cell, as a residual connection does.',
    ja: '入力を要素ごとに足します。残差接続で使います。',
  },
  docs: {
    en: 'The sum of any number of inputs of the same width. On the way back each of them gets the whole gradient, unchanged: that is why a residual connection carries gradients past deep layers.',
    ja: '同じ幅の入力をいくつでも足し合わせます。逆伝播ではどの入力にも勾配がそのまま渡ります。残差接続が深い層を越えて勾配を運べるのはこのためです。',
  },
  params: {},
  inputs: [{ name: 'x', signal: 'features', many: true, label: { en: 'Inputs', ja: '入力' } }],
  outputs: oneOut,
  shape: (context) => mismatch(context) ?? (context.features.x?.[0] as number),
  forward: ({ emit, inputs }) => {
    const terms = inputs.x ?? [];
    const reads = Object.fromEntries(terms.map((term, index) => [`x${index + 1}`, term]));
    const cells = Object.keys(reads).map((name) => `${name}[this.thread.y][this.thread.x]`);
    const shape = terms[0]?.shape ?? [];
    return { y: emit({ part: 'forward', reads, shape, body: `return ${cells.join(' + ')};` }) };
  },
  backward: {
    x: ({ inputs, dy }) => (inputs.x ?? []).map(() => dy),
  },
  formula: {
    forward: String.raw`y = x_1 + x_2 + \dots`,
    backward: { x: String.raw`\frac{\partial L}{\partial x_k} = \frac{\partial L}{\partial y}` },
  },
  explain: {
    forward: (inputs) => [{ parts: [...sum(inputs), '=', { ref: ref.y, tex: 'y' }] }],
    backward: {
      x: (inputs) =>
        Array.from({ length: inputs }, (_, k) => ({
          parts: [{ ref: ref.dy, tex: d('y') }, '=', { ref: ref.dx(k), tex: d(`x_{${k + 1}}`) }],
        })),
    },
    cells: {
      y: (read, n, j) => ({
        kind: 'sum',
        symbol: `y_{${n + 1},${j + 1}}`,
        terms: Array.from({ length: countInputs(read) }, (_, k) => ({
          factors: [{ tex: `x^{(${k + 1})}_{${n + 1},${j + 1}}`, value: read(ref.x(k), n, j) }],
        })),
      }),
      x: (read, n, j, k) => ({
        kind: 'sum',
        symbol: d(`x^{(${k + 1})}_{${n + 1},${j + 1}}`),
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
    pytorchBackward: { x: 'dx1 = dy; dx2 = dy' },
  },
  mapping: {
    pytorchModule: null,
    pytorchCall: ({ x }) => x.join(' + '),
    onnx: () => ({ op: 'Add' }),
    tfjs: () => ({ layer: 'Add', config: {} }),
  },
});
