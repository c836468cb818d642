import type { BlockSize } from './block.ts';
import { FLOAT_BYTES, LANES } from './loads.ts';
import type { Emitter, Globals, ModuleBuilder } from './stock.ts';

/** The functions a span of cells can be computed with, besides GPU.js's `kernel_simd` for a quad and `kernel` for a cell. */
export interface Blocks {
  readonly size: BlockSize;
  /** Computes rows times quads of four columns. */
  readonly block: string;
  /** Computes rows times one quad, for what is left of a row. */
  readonly column: string;
  /** Whether a cell goes through so long a loop that blocks had better be computed down the columns than along a row. */
  readonly isLong: boolean;
}

/** The block that suits an output of so many columns and rows; null where neither a row nor a column has a quad. */
export function blockSize([columns, rows]: readonly [number, number, ...number[]]): BlockSize | null {
  if (columns < LANES) return rows < LANES ? null : { rows: columns, quads: rows >= 2 * LANES ? 2 : 1 };
  // Eight accumulators, two columns and one row fit the 16 vector registers of the usual processors.
  return { rows: rows >= 4 ? 4 : Math.min(rows, 2), quads: columns >= 2 * LANES ? 2 : 1 };
}

/**
 * Writes `run_span(start, end, seed)`, which computes any span of cells: in blocks where whole rows are left, else in
 * quads, else one by one. A row's last cells are done by a quad that reaches back over some that are done already; it
 * gives them the same values again.
 *
 * @param wanted which of GPU.js's functions the module has, for the cells that no block takes
 * @param isUpright whether lanes lie one below the other: then a block is as wide as a row, and so are leftover cells single
 */
export function emitSpan(
  builder: ModuleBuilder,
  globals: Globals,
  [width, height]: readonly [number, number, number],
  blocks: Blocks | null,
  wanted: { readonly cell: boolean; readonly quad: boolean },
  isUpright: boolean,
): void {
  const run = builder.addFunction('run_span', { params: ['i32', 'i32', 'i32'] });
  const [end, cell] = [1, 0];
  const [x, y, z] = [run.addLocal('i32'), run.addLocal('i32'), run.addLocal('i32')];
  run.block().loop();
  run.localGet(cell).localGet(end).i32GeS().brIf(1);
  run.localGet(cell).i32Const(width).i32RemU().localSet(x);
  run.localGet(cell).i32Const(width).i32DivU().i32Const(height).i32RemU().localSet(y);
  run
    .localGet(cell)
    .i32Const(width * height)
    .i32DivU()
    .localSet(z);
  if (blocks && isUpright) {
    const left = run.addLocal('i32');
    run.i32Const(height).localGet(y).i32Sub().localSet(left);
    emitMinimum(run, left, () => run.localGet(end).localGet(cell).i32Sub().i32Const(width).i32DivU());
    const heights = new Map([
      [blocks.column, LANES],
      [blocks.block, blocks.size.quads * LANES],
    ]);
    for (const [name, rows] of [...heights].reverse()) {
      run.localGet(x).i32Eqz().localGet(left).i32Const(rows).i32GeS().i32And();
      run.if_();
      run.localGet(y).i32Const(0).localGet(z).localGet(cell).i32Const(2).i32Shl().call(name);
      run
        .localGet(cell)
        .i32Const(rows * width)
        .i32Add()
        .localSet(cell);
      run.br(1);
      run.end();
    }
  } else if (blocks) {
    const { rows } = blocks.size;
    const groups = run.addLocal('i32');
    // As many blocks, one below the other, as the span and the slice have whole rows for; none from the middle of a row.
    run
      .localGet(end)
      .localGet(cell)
      .i32Sub()
      .i32Const(rows * width)
      .i32DivU()
      .localSet(groups);
    if (!blocks.isLong) emitMinimum(run, groups, () => run.i32Const(1));
    emitMinimum(run, groups, () => run.i32Const(height).localGet(y).i32Sub().i32Const(rows).i32DivU());
    run.localGet(x).i32Eqz().localGet(groups).i32Const(0).i32GtS().i32And();
    run.if_();
    emitGroups(run, { cell, x, y, z, groups }, width, blocks);
    run
      .localGet(cell)
      .localGet(groups)
      .i32Const(rows * width)
      .i32Mul()
      .i32Add()
      .localSet(cell);
    run.br(1);
    run.end();
  }
  run.localGet(cell).globalSet(globals.dataIndex);
  run.localGet(x).globalSet(isUpright ? globals.threadY : globals.threadX);
  run.localGet(y).globalSet(isUpright ? globals.threadX : globals.threadY);
  run.localGet(z).globalSet(globals.threadZ);
  if (wanted.quad) {
    run
      .localGet(x)
      .i32Const(width - LANES)
      .i32LeS();
    run.localGet(end).localGet(cell).i32Sub().i32Const(LANES).i32GeS().i32And();
    run.if_();
    run.call('kernel_simd').localGet(cell).i32Const(LANES).i32Add().localSet(cell);
    run.br(1);
    run.end();
  }
  if (wanted.cell) run.call('kernel').localGet(cell).i32Const(1).i32Add().localSet(cell).br(0);
  run.end().end();
}

type Place = Readonly<Record<'cell' | 'x' | 'y' | 'z' | 'groups', number>>;

/**
 * Computes groups of whole rows, each as high as a block: block by block down the groups, then across. With more than one
 * group, what belongs to a block's columns is read from the near cache for all of them but the first.
 */
function emitGroups(
  run: Emitter,
  { cell, x, y, z, groups }: Place,
  width: number,
  { size, block, column }: Blocks,
): void {
  const step = size.quads * LANES;
  const wide = Math.floor(width / step) * step;
  const [group, at] = [run.addLocal('i32'), run.addLocal('i32')];
  const down = (name: string, pushX: () => void) => {
    run.i32Const(0).localSet(group).localGet(cell).localSet(at);
    run.loop();
    pushX();
    run.localGet(group).i32Const(size.rows).i32Mul().localGet(y).i32Add().localGet(z).localGet(at);
    pushX();
    run.i32Add().i32Const(FLOAT_BYTES).i32Mul().call(name);
    run
      .localGet(at)
      .i32Const(size.rows * width)
      .i32Add()
      .localSet(at);
    run.localGet(group).i32Const(1).i32Add().localTee(group).localGet(groups).i32LtS().brIf(0);
    run.end();
  };
  run.i32Const(0).localSet(x);
  run.loop();
  down(block, () => run.localGet(x));
  run
    .localGet(x)
    .i32Const(step)
    .i32Add()
    .localTee(x)
    .i32Const(wide - step)
    .i32LeS()
    .brIf(0);
  run.end();
  for (const rest of columnsLeft(width, wide)) down(column, () => run.i32Const(rest));
}

/** Lowers a local to what is pushed, where that is less; neither is negative. */
function emitMinimum(run: Emitter, local: number, push: () => void): void {
  run.localGet(local);
  push();
  run.localGet(local);
  push();
  run.i32LtS().select().localSet(local);
}

/** Where the quads begin that cover the columns from `from` on, the last one reaching back where it must. */
function columnsLeft(width: number, from: number): number[] {
  const starts: number[] = [];
  for (let start = from; start < width; start += LANES) starts.push(Math.min(start, width - LANES));
  return starts;
}
