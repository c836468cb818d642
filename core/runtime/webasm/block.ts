import { stride } from './affine.ts';
import {
  type Ast,
  type Axis,
  children,
  type Expression,
  type For,
  type If,
  type Statement,
  some,
  statements,
  written,
} from './ast.ts';
import { BlockLoads, type Load, type Loads, type Source } from './blockLoads.ts';
import { type Count, countOf } from './counters.ts';
import type { Cells, FunctionNode } from './functionNode.ts';
import { FLOAT_BYTES, LANES, storeLanes } from './loads.ts';
import type { Panel } from './panel.ts';
import type { Assembler, Emitter, ScalarLocal } from './stock.ts';
import { mentions, varies } from './variance.ts';

/**
 * The block that suits an output of so many columns and rows; null where neither a row nor a column has a quad. With four
 * rows of two quads, eight accumulators, two columns and one row fit the 16 vector registers of the usual processors; with four
 * quads they do where the engine joins two of them to one.
 *
 * @param widest at most so many quads side by side, a power of two
 */
export function blockSize([columns, rows]: readonly [number, number, ...number[]], widest: number): BlockSize | null {
  if (columns < LANES) return rows < LANES ? null : { rows: columns, quads: rows >= 2 * LANES ? 2 : 1 };
  let quads = widest;
  while (quads * LANES > columns) quads /= 2;
  return { rows: rows >= 4 ? 4 : Math.min(rows, 2), quads };
}

/** What a block is to be like. */
export interface BlockPlan {
  readonly size: BlockSize;
  /** The names that differ between its cells. */
  readonly variants: ReadonlySet<string>;
  readonly panel: Panel | null;
}

/** How many cells a block has: rows, and quads of four columns; where quads are upright, columns and quads of four rows. */
export interface BlockSize {
  readonly rows: number;
  readonly quads: number;
}

/**
 * The function's parameters: the first cell's x, y and z, as its tree has them, and where in the output its result goes,
 * in bytes. Where its columns have a panel, that lies at the address behind these.
 */
const parameter: Readonly<Record<Axis | 'output' | 'panel', number>> = { x: 0, y: 1, z: 2, output: 3, panel: 4 };

/**
 * How many rounds of an innermost loop are written out, one behind the other. With few rounds that gains nothing and takes
 * time to compile; with many, eight are faster than four by one or two in a hundred.
 *
 * @param all how many the loop makes; null where that is not known
 */
function roundsTogether(all: number | null): number {
  if (all === null) return 4;
  if (all <= 8) return 1;
  return all < 64 ? 4 : 8;
}

/**
 * Writes a function that computes a block of cells, rows times quads of four columns, at once. Each statement is emitted
 * for one quad after the other, with locals of their own where they differ and shared ones where they do not, so that what
 * a row or a column needs is read once and stays in registers. Every cell still adds up in the order of the source: the
 * bits are those of one cell after the other.
 */
export class BlockWriter implements Cells {
  readonly #node: FunctionNode;
  readonly #assembler: Assembler;
  readonly #size: BlockSize;
  readonly #variants: ReadonlySet<string>;
  readonly #panel: Panel | null;
  readonly #em: Emitter;
  readonly #loads: BlockLoads;
  #quad = 0;
  #row = 0;
  #held: Loads = new Map();
  /** The loads of a loop's statements that go on by a step each round, by statement. */
  readonly #stepping = new Map<Statement, Loads>();
  /** By how many bytes the round at hand is ahead of its loop's addresses, by address. */
  #ahead: ReadonlyMap<number, number> = new Map();

  constructor(node: FunctionNode, assembler: Assembler, name: string, { size, variants, panel }: BlockPlan) {
    this.#node = node;
    this.#assembler = assembler;
    this.#size = size;
    this.#variants = variants;
    this.#panel = panel;
    this.#loads = new BlockLoads(node, assembler, size.rows, variants);
    const params = ['i32', 'i32', 'i32', 'i32'] as const;
    this.#em = assembler.module.addFunction(name, { params: panel ? [...params, 'i32'] : [...params] });
  }

  write(): void {
    const node = this.#node;
    node.startVector(this.#assembler, this.#em, this.#locals());
    node.cells = this;
    try {
      for (const statement of node.getJsAST().body.body) this.statement(statement);
    } finally {
      node.cells = null;
      node.vec = false;
    }
    node.rewrites.count('block');
    if (node.isUpright) node.rewrites.count('upright');
  }

  /** One local a quad for the names that differ, one for all for the others. */
  #locals(): FunctionNode['locals'] {
    const locals = new Map<string, unknown>();
    const key = (name: string) => (this.#variants.has(name) ? `${name} ${this.#quad} ${this.#row}` : name);
    return { get: (name) => locals.get(key(name)), set: (name, local) => locals.set(key(name), local) };
  }

  thread(axis: Axis): void {
    const further = { x: this.#quad * LANES, y: this.#row, z: 0 }[axis];
    this.#em.localGet(parameter[axis]);
    if (further > 0) this.#em.i32Const(further).i32Add();
  }

  store(result: number): void {
    const { output, isUpright } = this.#node;
    const width = output[0] as number;
    const [along, down] = isUpright ? [width, 1] : [1, width];
    const cells = this.#quad * LANES * along + this.#row * down;
    const offset = this.#assembler.layout.outputOffset + cells * FLOAT_BYTES;
    this.#em.localGet(parameter.output);
    storeLanes(this.#em, along, offset, result);
  }

  loaded(node: Expression): number | null {
    const load = this.#held.get(node);
    return load ? this.#local(load, this.#quad, this.#row) : null;
  }

  statement(statement: Statement): void {
    if (statement.type === 'ForStatement') this.#loop(statement);
    else if (statement.type === 'BlockStatement') for (const inner of statement.body) this.statement(inner);
    else if (statement.type === 'IfStatement' && !varies(statement.test, this.#variants)) this.#branch(statement);
    else if (
      statement.type !== 'ReturnStatement' &&
      ![...written(statement)].some((name) => this.#variants.has(name))
    ) {
      this.#emit(statement, 0, 0);
    } else this.#spread(statement);
  }

  /** A statement, quad by quad; what several quads read is read before, for a column of quads or for a row. */
  #spread(statement: Statement): void {
    const { rows, quads } = this.#size;
    const loads = this.#stepping.get(statement) ?? this.#loads.of(statement);
    const all = [...loads.values()];
    const placed = all.filter(({ source }) => source === null);
    for (const load of placed) load.source = this.#matrixSource(load);
    this.#held = loads;
    for (let quad = 0; quad < quads; quad++) {
      this.#read(
        all.filter(({ across, down }) => down === 0 && (across > 0 || quad === 0)),
        quad,
        0,
      );
    }
    for (let row = 0; row < rows; row++) {
      this.#read(
        all.filter(({ across, down }) => down !== 0 && across === 0),
        0,
        row,
      );
      for (let quad = 0; quad < quads; quad++) {
        this.#read(
          all.filter(({ across, down }) => down !== 0 && across > 0),
          quad,
          row,
        );
        this.#emit(statement, quad, row);
      }
    }
    this.#held = new Map();
    for (const load of placed) load.source = null;
  }

  #emit(statement: Statement, quad: number, row: number): void {
    [this.#quad, this.#row] = [quad, row];
    this.#node.vstatement(statement);
    [this.#quad, this.#row] = [0, 0];
  }

  /** A branch that all cells take or none: tested once for all of them. */
  #branch({ test, consequent, alternate }: If): void {
    const node = this.#node;
    node.emitCondition(test);
    node.enterIf();
    this.statement(consequent);
    if (alternate) {
      this.#em.else_();
      this.statement(alternate);
    }
    node.exit();
  }

  /** A loop that all cells walk together. */
  #loop(loop: For): void {
    const node = this.#node;
    const em = this.#em;
    if (loop.init?.type === 'VariableDeclaration') node.vstmtVariableDeclaration(loop.init);
    else if (loop.init) node.vstatementExpression(loop.init);
    const count = countOf(loop, node.counters);
    const steps = this.#pointers(loop, count);
    const left = count && this.#countdown(loop, count);
    const guard = node.forLoopIsSafe(loop) ? null : em.addLocal('i32');
    const isLinear = guard === null && isInnermost(loop) && [...steps.values()].every((step) => step >= 0);
    const together = isLinear ? roundsTogether(count?.rounds ?? null) : 1;
    if (guard !== null) em.i32Const(0).localSet(guard);
    node.enterBlock();
    const out = node.depth;
    node.enterLoop();
    const again = node.depth;
    if (guard !== null) {
      em.localGet(guard).i32Const(node.loopMax).i32GeS();
      node.brIfTo(out);
    }
    // Each round leaves the loop by itself, so that any number of them will do; only the last one has the cost of a loop.
    for (let round = 0; round < together; round++) {
      this.#ahead = new Map([...steps].map(([pointer, step]) => [pointer, round * step]));
      if (left !== null) em.localGet(left).i32Const(round).i32LeS();
      else {
        node.emitCondition(loop.test as Expression);
        em.i32Eqz();
      }
      node.brIfTo(out);
      node.inLoop(loop, () => this.statement(loop.body));
      if (left === null) node.vstatementExpression(loop.update as Expression);
    }
    this.#ahead = new Map();
    for (const [pointer, step] of left === null ? steps : [...steps, [left, -1] as const]) {
      em.localGet(pointer)
        .i32Const(together * step)
        .i32Add()
        .localSet(pointer);
    }
    if (guard !== null) em.localGet(guard).i32Const(1).i32Add().localSet(guard);
    node.brTo(again);
    node.exit();
    node.exit();
    if (left !== null && count?.rounds) {
      // GPU.js keeps a local a name: what is declared further out under the counter's name is left as the loop leaves it.
      const counter = node.locals.get(count.name) as ScalarLocal;
      em.i32Const(count.first + count.rounds * count.step).localSet(counter.index);
    }
  }

  /**
   * Where only addresses that are moved on depend on a loop's counter, the rounds that are left are counted in its place: in
   * a local, which is returned; else null.
   */
  #countdown(loop: For, { name, rounds }: Count): number | null {
    if (rounds === null) return null;
    const isNeeded = (node: Ast, held: Loads): boolean => {
      if (held.get(node)?.source) return false;
      return (
        (node.type === 'Identifier' && node.name === name) || children(node).some((child) => isNeeded(child, held))
      );
    };
    const none: Loads = new Map();
    const heldBy = (statement: Statement) => this.#stepping.get(statement) ?? none;
    if (statements(loop.body).some((statement) => isNeeded(statement, heldBy(statement)))) return null;
    const left = this.#em.addLocal('i32');
    this.#em.i32Const(rounds).localSet(left);
    return left;
  }

  /**
   * Gives the reads of a loop's own statements an address before the loop that only has to be moved on each round. They
   * must be linear in the counter, and the rest of their index must not change within the loop.
   *
   * @returns the locals of the addresses and by how many bytes each moves
   */
  #pointers(loop: For, count: Count | null): Map<number, number> {
    const steps = new Map<number, number>();
    const node = this.#node;
    if (!count) return steps;
    const changing = new Set(written(loop.body)).add(count.name);
    const isStill = (part: Expression) => !mentions(part, changing);
    node.inLoop(loop, () => {
      for (const statement of statements(loop.body)) {
        if (statement.type === 'ForStatement' || statement.type === 'BlockStatement') continue;
        const linear = this.#loads.of(statement, isStill);
        for (const [read, load] of linear) {
          const isPanel = read === this.#panel?.read;
          const each = isPanel ? this.#size.quads * LANES : stride(load.index, count.name) * count.step;
          const isRows = each !== 0 && load.across === 0 && load.down !== 0;
          load.source = isPanel ? this.#panelSource() : isRows ? this.#rowSource(load) : this.#matrixSource(load);
          if (each !== 0) for (const pointer of load.source.pointers) steps.set(pointer, each * FLOAT_BYTES);
        }
        this.#stepping.set(statement, new Map([...this.#loads.of(statement), ...linear]));
      }
    });
    if (steps.size > 0) node.rewrites.count('pointer');
    return steps;
  }

  /** Where the block's first cell reads of an array. */
  #matrixSource({ layout, indices, across, down }: Load): Source {
    const pointer = this.#em.addLocal('i32');
    this.#node.emitFlatIndex(layout, indices);
    this.#em.i32Const(2).i32Shl().localSet(pointer);
    return { pointers: [pointer], offset: layout.offset, across, down };
  }

  /**
   * The same with a pointer for each row. V8 reads a number into all four lanes from the sum of two registers only: with a
   * pointer for all rows, each row's distance from it costs an addition a round; so they are all at the same distance.
   */
  #rowSource(load: Load): Source {
    const { pointers, offset } = this.#matrixSource(load);
    const rows = Array.from({ length: this.#size.rows }, (_, row) => {
      const pointer = this.#em.addLocal('i32');
      this.#em
        .localGet(pointers[0] as number)
        .i32Const(row * load.down * FLOAT_BYTES)
        .i32Add()
        .localSet(pointer);
      return pointer;
    });
    return { pointers: rows, offset, across: 0, down: 0 };
  }

  #panelSource(): Source {
    const pointer = this.#em.addLocal('i32');
    this.#em.localGet(parameter.panel).localSet(pointer);
    return { pointers: [pointer], offset: 0, across: 1, down: 0 };
  }

  #read(loads: readonly Load[], quad: number, row: number): void {
    for (const load of loads) {
      const { pointers, offset, across, down } = load.source as Source;
      const pointer = (pointers[row] ?? pointers[0]) as number;
      const elements = across * LANES * quad + down * row;
      this.#em.localGet(pointer);
      this.#node.loadLanes(across, offset + elements * FLOAT_BYTES + (this.#ahead.get(pointer) ?? 0));
      this.#em.localSet(this.#local(load, quad, row));
    }
  }

  #local({ across, down, locals }: Load, quad: number, row: number): number {
    const key = `${across > 0 ? quad : 0} ${down !== 0 ? row : 0}`;
    const local = locals.get(key) ?? this.#em.addLocal('v128');
    locals.set(key, local);
    return local;
  }
}

function isInnermost({ body }: For): boolean {
  return !some(body, ({ type }) => type === 'ForStatement');
}
