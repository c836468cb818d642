import { oneOut } from './activation.ts';
import { block } from './block.ts';
import { columnsOf } from './kernel.ts';

/** The first column of each input within the output. */
function offsets(widths: readonly number[]): number[] {
  let offset = 0;
  return widths.map((width) => {
    offset += width;
    return offset - width;
  });
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
  mapping: {
    pytorchModule: null,
    pytorchCall: ({ x }) => `torch.cat([${x.join(', ')}], dim=1)`,
    onnx: () => ({ op: 'Concat', attributes: { axis: 1 } }),
    tfjs: () => ({ layer: 'Concatenate', config: { axis: -1 } }),
  },
});
