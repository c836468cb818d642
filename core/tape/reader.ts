import type { Operand, Place, Read, TensorRef } from '../blocks/explain.ts';
import { names } from '../compile/compile.ts';
import type { InferredBlock } from '../graph/infer.ts';
import { type Tensor, transpose } from '../tensor.ts';
import type { Tape } from '../train/tape.ts';
import { magnitude } from './findings.ts';
import type { OperandView } from './views.ts';

/** The tensors of a tape as one block sees them. */
export class BlockReader {
  readonly place: Place;
  readonly read: Read;
  readonly #tape: Tape;
  readonly #inferred: InferredBlock;
  readonly #known = new Map<string, OperandView | null>();

  /** @param typeOf the type of a block, by id */
  constructor(tape: Tape, inferred: InferredBlock, typeOf: (id: string) => string | undefined) {
    this.#tape = tape;
    this.#inferred = inferred;
    this.place = {
      params: inferred.params,
      sourceType: (port) => typeOf(inferred.inputs[port]?.[0]?.block ?? ''),
      targetKind: tape.batch.target?.kind ?? null,
    };
    const size = (which: TensorRef) => this.operand({ ref: which, tex: '' })?.shape ?? ([0, 0] as const);
    const read = (which: TensorRef, row: number, column: number) => {
      const operand = this.operand({ ref: which, tex: '' });
      return operand ? (operand.data[row * operand.shape[1] + column] as number) : Number.NaN;
    };
    this.read = Object.assign(read, { place: this.place, rows: tape.batch.x.shape[0] as number, size });
  }

  /** Null where the block has no such tensor: a layer without a bias, a port that nothing flows back into. */
  operand({ ref, tex, transposed = false }: Operand): OperandView | null {
    const key = JSON.stringify(ref);
    let view = this.#known.get(key);
    if (view === undefined) {
      view = operandView(this.#tensor(ref), { ref, tex });
      this.#known.set(key, view);
    }
    return view && { ...view, tex, transposed };
  }

  /** Vectors of rows are a column, biases a row, weights `[in, out]`. */
  #tensor(which: TensorRef): Tensor | undefined {
    const { node, block, inputs } = this.#inferred;
    const tape = this.#tape;
    const source = 'port' in which ? inputs[which.port]?.[which.index] : undefined;
    switch (which.of) {
      case 'input':
        return source?.signal === 'target' ? tape.batch.target?.values : tape.outputs.get(source?.block ?? '');
      case 'output':
        return block.category === 'loss' ? column(tape.rowLoss) : tape.outputs.get(node.id);
      case 'outputGradient':
        return tape.gradients.get(node.id);
      case 'inputGradient':
        return source && tape.wireGradients.get(`${source.block}.${source.port} ${node.id}.${which.port}`);
      case 'local':
        return tape.locals.get(node.id);
      case 'weight':
        return courseLayout(tape.weights.get(names.weight(node.id, which.name)));
      case 'weightGradient':
        return courseLayout(tape.weightGradients.get(names.weight(node.id, which.name)));
    }
  }
}

export function operandView(
  tensor: Tensor | undefined,
  { ref, tex }: Pick<OperandView, 'ref' | 'tex'>,
): OperandView | null {
  if (!tensor) return null;
  const { data } = tensor;
  return { tex, ref, transposed: false, shape: rowsAndColumns(tensor), data, meanAbsolute: magnitude(data) };
}

/** A weight as the course writes it: `[in, out]`, a column a unit. */
export function courseLayout(tensor: Tensor | undefined): Tensor | undefined {
  return tensor?.shape.length === 2 ? transpose(tensor) : tensor;
}

function rowsAndColumns({ shape }: Tensor): readonly [rows: number, columns: number] {
  const [first = 1, second] = shape;
  return second === undefined ? [1, first] : [first, second];
}

function column({ data }: Tensor): Tensor {
  return { shape: [data.length, 1], data };
}
