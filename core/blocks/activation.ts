import type { BackwardContext, Block, Forward, InputPort, LowerContext, OutputPort } from './block.ts';
import { type Curve, d, ref, texNumber } from './explain.ts';
import type { Value } from './kernel.ts';
import type { Fields, Values } from './params.ts';

/** The ports of a block with one matrix in and one out. */
export const oneIn: readonly InputPort[] = [{ name: 'x', signal: 'features', label: { en: 'Input', ja: '入力' } }];
export const oneOut: readonly OutputPort[] = [{ name: 'y', signal: 'features', label: { en: 'Output', ja: '出力' } }];

/**
 * The parts of a block that works cell by cell, from a function and its derivative written as a pair, so that the two
 * cannot drift apart. Both are kernel text that sets a variable from `x` (the cell's input) and, in the derivative, `y`
 * (its output).
 */
export function activation<F extends Fields>(pair: {
  /** Sets `y` from `x`. */
  readonly output: (params: Values<F>) => string;
  /** Sets `slope`, which is dy/dx, from `x` and `y`. */
  readonly derivative: (params: Values<F>) => string;
  /** Whether the derivative is written in terms of the input or of the output: what a training plan must keep. */
  readonly derivativeReads: 'x' | 'y';
  /** The function applied to a number, in KaTeX. */
  readonly tex: (argument: string) => string;
  /** The function for drawing its curve. */
  readonly curve: (params: Values<F>) => Omit<Curve, 'point'>;
  /** The line of PyTorch for `dx`. */
  readonly pytorchBackward: string;
}): Pick<Block<F>, 'inputs' | 'outputs' | 'shape' | 'forward' | 'backward' | 'local' | 'explain'> {
  const cell = (name: string) => `${name}[this.thread.y][this.thread.x]`;
  const reads = (context: { x: Value; y: Value }): Record<string, Value> => {
    const name = pair.derivativeReads;
    return { [name]: context[name] };
  };
  const slope = (params: Values<F>) => `
    const ${pair.derivativeReads}Cell = ${cell(pair.derivativeReads)};
    let slope = 0;
    ${pair.derivative(params)}`;
  return {
    inputs: oneIn,
    outputs: oneOut,
    shape: ({ features }) => features.x?.[0] as number,
    forward: ({ emit, params, x }: LowerContext<Values<F>>): Forward => ({
      y: emit({
        part: 'forward',
        reads: { x },
        shape: x.shape,
        body: `
          const xCell = ${cell('x')};
          let y = 0;
          ${pair.output(params)}
          return y;`,
      }),
    }),
    backward: {
      x: ({ emit, params, x, y, dy }: BackwardContext<Values<F>>) =>
        emit({
          part: 'backward.x',
          reads: { dy, ...reads({ x, y }) },
          shape: x.shape,
          body: `${slope(params)}
            return ${cell('dy')} * slope;`,
        }),
    },
    explain: {
      forward: () => [{ parts: [{ ref: ref.x(), tex: 'x' }, String.raw`\xrightarrow{f}`, { ref: ref.y, tex: 'y' }] }],
      backward: {
        x: () => [
          {
            parts: [
              { ref: ref.dy, tex: d('y') },
              String.raw`\odot`,
              { ref: ref.local, tex: "f'(x)" },
              '=',
              { ref: ref.dx(), tex: d('x') },
            ],
          },
        ],
      },
      cells: {
        y: (read, row, column) => ({
          kind: 'function',
          symbol: `y_{${row + 1},${column + 1}}`,
          tex: pair.tex(texNumber(read(ref.x(), row, column))),
        }),
        x: (read, row, column) => ({
          kind: 'sum',
          symbol: d(`x_{${row + 1},${column + 1}}`),
          terms: [
            {
              factors: [
                { tex: d(`y_{${row + 1},${column + 1}}`), value: read(ref.dy, row, column), role: 'incoming' },
                {
                  tex: `f'(x_{${row + 1},${column + 1}})`,
                  value: read(ref.local, row, column),
                  role: 'local',
                },
              ],
            },
          ],
        }),
      },
      curve: ({ params }) => ({
        ...pair.curve(params as Values<F>),
        point: (read, row, column) => [read(ref.x(), row, column), read(ref.y, row, column)],
      }),
      pytorchBackward: { x: pair.pytorchBackward },
    },
    local: ({ emit, params, x, y }) =>
      emit({
        part: 'local',
        reads: reads({ x, y }),
        shape: x.shape,
        body: `${slope(params)}
            return slope;`,
      }),
  };
}
