/** Numbers in row-major order with a shape; `[]` is a scalar, `[B, F]` a batch of B rows of F features. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** A tensor as JSON carries it (trace files, batches, PyTorch's figures). */
export interface TensorJson {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** The number of elements of a shape; 1 for a scalar. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, extent) => size * extent, 1);
}

/** A tensor over `data`; throws where the sizes disagree, which is always a bug of the caller. */
export function tensor(shape: readonly number[], data: Float32Array | readonly number[]): Tensor {
  if (data.length !== sizeOf(shape)) {
    throw new Error(`a tensor of shape [${shape.join(', ')}] needs ${sizeOf(shape)} numbers, not ${data.length}`);
  }
  return { shape, data: data instanceof Float32Array ? data : Float32Array.from(data) };
}

export function zeros(shape: readonly number[]): Tensor {
  return { shape, data: new Float32Array(sizeOf(shape)) };
}

/** `[rows, columns]` with rows and columns exchanged: PyTorch's weight layout to the kernels' and back. */
export function transpose(source: Tensor): Tensor {
  const [rows, columns] = matrixShape(source);
  const data = new Float32Array(source.data.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      data[column * rows + row] = source.data[row * columns + column] as number;
    }
  }
  return { shape: [columns, rows], data };
}

/** Rows and columns of a matrix; throws for any other rank. */
export function matrixShape(source: Tensor): [rows: number, columns: number] {
  const [rows, columns] = source.shape;
  if (source.shape.length !== 2 || rows === undefined || columns === undefined) {
    throw new Error(`expected a matrix, got shape [${source.shape.join(', ')}]`);
  }
  return [rows, columns];
}

/** The chosen rows of a `[N, ...]` tensor, in that order. */
export function takeRows(source: Tensor, rows: ArrayLike<number>): Tensor {
  const [count = 0, ...rest] = source.shape;
  const width = sizeOf(rest);
  const data = new Float32Array(rows.length * width);
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] as number;
    if (!(row >= 0 && row < count)) throw new Error(`row ${row} of ${count}`);
    data.set(source.data.subarray(row * width, (row + 1) * width), index * width);
  }
  return { shape: [rows.length, ...rest], data };
}

/** The index of the first value that is not finite, or -1. */
export function firstNonFinite(data: ArrayLike<number>): number {
  // A finite number times zero is zero, any other is not a number: what is usual, that all are finite, is seen in one sum.
  let sum = 0;
  for (let index = 0; index < data.length; index++) sum += (data[index] as number) * 0;
  if (sum === 0) return -1;
  for (let index = 0; index < data.length; index++) {
    if (!Number.isFinite(data[index])) return index;
  }
  return -1;
}

/** The index of the largest of `count` values from `start`; the first one wins a tie, as in PyTorch. */
export function argmax(data: ArrayLike<number>, start = 0, count = data.length): number {
  let best = 0;
  for (let index = 1; index < count; index++) {
    if ((data[start + index] as number) > (data[start + best] as number)) best = index;
  }
  return best;
}

export function toJson(source: Tensor): TensorJson {
  return { shape: source.shape, data: Array.from(source.data) };
}
