import { FLOAT_BYTES, LANES } from './loads.ts';
import type { Emitter, Globals, ModuleBuilder } from './stock.ts';

/** A function under construction that computes cell after cell of a span; its locals, and the output's extents. */
export interface Span {
  readonly run: Emitter;
  readonly width: number;
  readonly height: number;
  /** The number of the cell that is to be computed next, and of the one behind the last. */
  readonly cell: number;
  readonly end: number;
  /** Where that cell lies. */
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** The address from which on there is room for a panel, where blocks read panels. */
  readonly panel: number;
}

/** Emits a way to compute many cells at once, where the next cells allow it: they are counted, and the next turn begins. */
export type Stride = (span: Span) => void;

/** What a span does with the cells that no stride took: one quad or one cell at a time, with GPU.js's functions. */
export interface Leftover {
  readonly cell: boolean;
  readonly quad: boolean;
  /** Whether the kernel's tree has x and y exchanged. */
  readonly isUpright: boolean;
}

/** Writes `run_span(start, end, panel)`, which computes any span of cells. Where GPU.js calls it, no block reads panels. */
export function emitSpan(
  builder: ModuleBuilder,
  globals: Globals,
  [width, height]: readonly [number, number, number],
  strides: readonly Stride[],
  leftover: Leftover,
): void {
  const run = builder.addFunction('run_span', { params: ['i32', 'i32', 'i32'] });
  const [cell, end, panel] = [0, 1, 2];
  const [x, y, z] = [run.addLocal('i32'), run.addLocal('i32'), run.addLocal('i32')];
  const span: Span = { run, width, height, cell, end, x, y, z, panel };
  run.block().loop();
  run.localGet(cell).localGet(end).i32GeS().brIf(1);
  run.localGet(cell).i32Const(width).i32RemU().localSet(x);
  run.localGet(cell).i32Const(width).i32DivU().i32Const(height).i32RemU().localSet(y);
  run
    .localGet(cell)
    .i32Const(width * height)
    .i32DivU()
    .localSet(z);
  for (const emit of strides) emit(span);
  run.localGet(cell).globalSet(globals.dataIndex);
  run.localGet(x).globalSet(leftover.isUpright ? globals.threadY : globals.threadX);
  run.localGet(y).globalSet(leftover.isUpright ? globals.threadX : globals.threadY);
  run.localGet(z).globalSet(globals.threadZ);
  if (leftover.quad) {
    run
      .localGet(x)
      .i32Const(width - LANES)
      .i32LeS();
    run.localGet(end).localGet(cell).i32Sub().i32Const(LANES).i32GeS().i32And();
    run.if_().call('kernel_simd');
    emitNext(span, () => run.i32Const(LANES));
    run.end();
  }
  if (leftover.cell) run.call('kernel').localGet(cell).i32Const(1).i32Add().localSet(cell).br(0);
  run.end().end();
}

/** Counts as many cells as are pushed, and begins the next turn; within one `if`. */
function emitNext({ run, cell }: Span, pushCells: () => void): void {
  run.localGet(cell);
  pushCells();
  run.i32Add().localSet(cell).br(1);
}

/** Pushes the address of a cell in the output, seen from its start. */
function pushPlace(run: Emitter, cell: number): void {
  run.localGet(cell).i32Const(FLOAT_BYTES).i32Mul();
}

/**
 * Whole rows that are copies of others: `name(y, z, place)` copies one where it can and says whether it did.
 */
export function rowsCopied(name: string): Stride {
  return (span) => {
    const { run, width, cell, end, x, y, z } = span;
    run.localGet(x).i32Eqz().localGet(end).localGet(cell).i32Sub().i32Const(width).i32GeS().i32And();
    run.if_();
    run.localGet(y).localGet(z);
    pushPlace(run, cell);
    run.call(name).if_();
    run.localGet(cell).i32Const(width).i32Add().localSet(cell).br(2);
    run.end().end();
  };
}

/** Blocks of upright quads, each as wide as a row: `name(y, 0, z, place)` computes so many rows. The highest come first. */
export function uprightBlocks(heights: ReadonlyMap<string, number>): Stride {
  return (span) => {
    const { run, width, height, cell, end, x, y, z } = span;
    const left = run.addLocal('i32');
    run.i32Const(height).localGet(y).i32Sub().localSet(left);
    emitMinimum(run, left, () => run.localGet(end).localGet(cell).i32Sub().i32Const(width).i32DivU());
    for (const [name, rows] of heights) {
      run.localGet(x).i32Eqz().localGet(left).i32Const(rows).i32GeS().i32And();
      run.if_();
      run.localGet(y).i32Const(0).localGet(z);
      pushPlace(run, cell);
      run.call(name);
      emitNext(span, () => run.i32Const(rows * width));
      run.end();
    }
  };
}

/** The functions that compute blocks of the same width. */
export interface BlockFunctions {
  /** Is called with x, y, z and the first cell's place, and with its panel's address where it reads one. */
  readonly compute: string;
  /** Copies the panel for the columns from x on; is called with x, z and the address. */
  readonly copyPanel: string | null;
}

/** How rows of blocks are computed: down the columns where blocks read panels, else along the rows. */
export interface Blocks {
  /** How many rows each of them computes. */
  readonly rows: number;
  /** By the quads that they compute of each row; all of them read panels, or none. */
  readonly byQuads: ReadonlyMap<number, BlockFunctions>;
  readonly cover: Cover;
}

/** How blocks cover a row: widest ones side by side from its start, then single ones. */
export interface Cover {
  /** How many columns a widest one has. */
  readonly step: number;
  /** How many columns the widest ones cover together. */
  readonly covered: number;
  readonly rest: readonly { readonly x: number; readonly quads: number }[];
}

/**
 * What is left beside the widest blocks is halved as often as need be. A row's last cells are done by a quad that reaches
 * back over some that are done already; it gives them the same values again.
 */
export function coverRow(width: number, widest: number): Cover {
  const step = widest * LANES;
  const covered = Math.floor(width / step) * step;
  const rest: { x: number; quads: number }[] = [];
  for (let [x, quads] = [covered, widest]; x < width; ) {
    if (x + quads * LANES <= width) {
      rest.push({ x, quads });
      x += quads * LANES;
    } else if (quads > 1) quads /= 2;
    else {
      rest.push({ x: width - LANES, quads: 1 });
      break;
    }
  }
  return { step, covered, rest };
}

/** As many blocks, one below the other, as there are whole rows for; none from the middle of a row. */
export function rowsOfBlocks(blocks: Blocks): Stride {
  return (span) => {
    const { run, width, height, cell, end, x, y } = span;
    const { rows } = blocks;
    const groups = run.addLocal('i32');
    run
      .localGet(end)
      .localGet(cell)
      .i32Sub()
      .i32Const(rows * width)
      .i32DivU()
      .localSet(groups);
    const isDown = blocks.byQuads.get(blocks.cover.step / LANES)?.copyPanel;
    if (!isDown) emitMinimum(run, groups, () => run.i32Const(1));
    emitMinimum(run, groups, () => run.i32Const(height).localGet(y).i32Sub().i32Const(rows).i32DivU());
    run.localGet(x).i32Eqz().localGet(groups).i32Const(0).i32GtS().i32And();
    run.if_();
    emitGroups(span, groups, blocks);
    emitNext(span, () =>
      run
        .localGet(groups)
        .i32Const(rows * width)
        .i32Mul(),
    );
    run.end();
  };
}

/**
 * Computes groups of whole rows, each as high as a block: block by block down the groups, then across. With more than one
 * group, what belongs to a block's columns is read from the near cache for all of them but the first.
 */
function emitGroups(
  { run, width, cell, x, y, z, panel }: Span,
  groups: number,
  { rows, byQuads, cover }: Blocks,
): void {
  const { step, covered, rest } = cover;
  const [group, at] = [run.addLocal('i32'), run.addLocal('i32')];
  const down = (quads: number, pushX: () => void) => {
    const { compute, copyPanel } = byQuads.get(quads) as BlockFunctions;
    if (copyPanel) {
      pushX();
      run.localGet(z).localGet(panel).call(copyPanel);
    }
    run.i32Const(0).localSet(group).localGet(cell).localSet(at);
    run.loop();
    pushX();
    run.localGet(group).i32Const(rows).i32Mul().localGet(y).i32Add().localGet(z).localGet(at);
    pushX();
    run.i32Add().i32Const(FLOAT_BYTES).i32Mul();
    if (copyPanel) run.localGet(panel);
    run.call(compute);
    run
      .localGet(at)
      .i32Const(rows * width)
      .i32Add()
      .localSet(at);
    run.localGet(group).i32Const(1).i32Add().localTee(group).localGet(groups).i32LtS().brIf(0);
    run.end();
  };
  run.i32Const(0).localSet(x);
  run.loop();
  down(step / LANES, () => run.localGet(x));
  run
    .localGet(x)
    .i32Const(step)
    .i32Add()
    .localTee(x)
    .i32Const(covered - step)
    .i32LeS()
    .brIf(0);
  run.end();
  for (const { x: start, quads } of rest) down(quads, () => run.i32Const(start));
}

/** Lowers a local to what is pushed, where that is less; neither is negative. */
function emitMinimum(run: Emitter, local: number, push: () => void): void {
  run.localGet(local);
  push();
  run.localGet(local);
  push();
  run.i32LtS().select().localSet(local);
}
