import { oneOut } from './activation.ts';
import { block } from './block.ts';
import { countInputs, d, type Operand, type Read, ref } from './explain.ts';
import { columnsOf } from './kernel.ts';

/** The first column of each input within the output. */
function offsets(widths: readonly number[]): number[] {
  let offset = 0;
  return widths.map((width) => {
    offset += width;
    return offset - width;
  });
}

function inputOperands(inputs: number): Operand[] {
  return Array.from({ length: inputs }, (_, k) => ({ ref: ref.x(k), tex: `x_{${k + 1}}` }));
}

/** The first column of an input within the output. */
function startOf(read: Read, input: number): number {
  return Array.from({ length: input }, (_, k) => read.size(ref.x(k))[1]).reduce((a, b) => a + b, 0);
}

/** The input and its column that an output column comes from. */
function origin(read: Read, column: number): { input: number; column: number } {
  let input = 0;
  while (input + 1 < countInputs(read) && startOf(read, input + 1) <= column) input++;
  return { input, column: column - startOf(read, input) };
}

export const concat = block({
  type: 'concat',
  title: 'Concat',
  category: 'combine',
  summary: { en: 'Puts its inputs side by side.', ja: '入力を横に並べてつなぎます。' },
  docs: {
    en: 'Joins any number of inputs into one wider row, in the order of the wires. On the way back each input gets its own columns of the gradient.',
    ja: 'いくつかの入力を、ワイヤの順に横へつないで 1 つの行にします。逆伝播では、各入力が勾配のうち自分の列だけを受け取ります。',
  },
  params: {},
  inputs: [{ name: 'x', signal: 'features', many: true, label: { en: 'Inputs', ja: '入力' } }],
  outputs: oneOut,
  shape: ({ features }) => (features.x ?? []).reduce((sum, width) => sum + width, 0),
  forward: ({ emit, rows, inputs }) => {
    const parts = inputs.x ?? [];
    const widths = parts.map(columnsOf);
    const starts = offsets(widths);
    const choose = parts.map((_, index) => {
      const start = starts[index] as number;
      const end = start + (widths[index] as number);
      const cell = `x${index + 1}[this.thread.y][this.thread.x - ${start}]`;
      return `if (this.thread.x >= ${start} && this.thread.x < ${end}) { value = ${cell}; }`;
    });
    return {
      y: emit({
        part: 'forward',
        reads: Object.fromEntries(parts.map((part, index) => [`x${index + 1}`, part])),
        shape: [rows, widths.reduce((sum, width) => sum + width, 0)],
        body: ['let value = 0.0;', ...choose, 'return value;'].join('\n'),
      }),
    };
  },
  backward: {
    x: ({ emit, rows, inputs, dy }) => {
      const widths = (inputs.x ?? []).map(columnsOf);
      return offsets(widths).map((start, index) =>
        emit({
          part: `backward.x${index + 1}`,
          reads: { dy },
          shape: [rows, widths[index] as number],
          body: `return dy[this.thread.y][this.thread.x + ${start}];`,
        }),
      );
    },
  },
  formula: {
    forward: String.raw`y = [\,x_1 \;\; x_2 \;\; \dots\,]`,
    backward: {
      x: String.raw`\frac{\partial L}{\partial x_k} = \left(\frac{\partial L}{\partial y}\right)_{\text{columns of } x_k}`,
    },
  },
  explain: {
    forward: (inputs) => [{ parts: ['[', ...inputOperands(inputs), ']', '=', { ref: ref.y, tex: 'y' }] }],
    backward: {
      x: (inputs) =>
        Array.from({ length: inputs }, (_, k) => ({
          parts: [
            { ref: ref.dy, tex: d('y') },
            String.raw`\xrightarrow{\text{its columns}}`,
            { ref: ref.dx(k), tex: d(`x_{${k + 1}}`) },
          ],
        })),
    },
    cells: {
      y: (read, n, j) => {
        const { input, column } = origin(read, j);
        const tex = `x^{(${input + 1})}_{${n + 1},${column + 1}}`;
        const terms = [{ factors: [{ tex, value: read(ref.x(input), n, column) }] }];
        return { kind: 'sum', symbol: `y_{${n + 1},${j + 1}}`, terms };
      },
      x: (read, n, i, k) => {
        const j = startOf(read, k) + i;
        return {
          kind: 'sum',
          symbol: d(`x^{(${k + 1})}_{${n + 1},${i + 1}}`),
          terms: [
            {
              factors: [
                { tex: d(`y_{${n + 1},${j + 1}}`), value: read(ref.dy, n, j), role: 'incoming' },
                { tex: '1', value: 1, role: 'local' },
              ],
            },
          ],
        };
      },
    },
    pytorchBackward: { x: 'dx1, dx2 = dy.split([x1.shape[1], x2.shape[1]], dim=1)' },
  },
  mapping: {
    pytorchModule: null,
    pytorchCall: ({ x }) => `torch.cat([${x.join(', ')}], dim=1)`,
    onnx: () => ({ op: 'Concat', attributes: { axis: 1 } }),
    tfjs: () => ({ layer: 'Concatenate', config: { axis: -1 } }),
  },
});
