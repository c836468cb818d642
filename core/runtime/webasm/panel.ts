import { stride, threadStride } from './affine.ts';
import { type Ast, type For, statements } from './ast.ts';
import type { BlockLoads, Load } from './blockLoads.ts';
import { countOf } from './counters.ts';
import type { FunctionNode } from './functionNode.ts';
import { FLOAT_BYTES, LANES, loadLanes, storeLanes } from './loads.ts';
import type { Assembler } from './stock.ts';

/** With fewer rows to share a panel, or less to do with it, copying costs what it saves. Each thread copies its own. */
const FEWEST_ROWS = 16;
const LEAST_WORK = 16_384;
/** From so many rounds on it is worth it, where columns lie apart in the matrix, and where they are neighbours. */
const FEWEST_ROUNDS = { apart: 8, neighbours: 32 };

/**
 * What a loop reads of a matrix for the columns of a block, one round behind the other. In the matrix, rounds or columns lie
 * a row apart, and where rows are a power of two long, most of them fall on the same few places of the near cache. All
 * blocks below each other read the same, so it is copied once for all of them, as libraries of linear algebra do.
 */
export interface Panel {
  /** The expression that reads the matrix. */
  readonly read: Ast;
  readonly load: Load;
  /** Elements of the matrix: where the first round reads for the cell at 0, and how far each round moves. */
  readonly first: number;
  readonly step: number;
  readonly rounds: number;
}

/** The panel that the blocks of a kernel had better read, in one of its outermost loops; null where there is none. */
export function findPanel(node: FunctionNode, loads: BlockLoads): Panel | null {
  const [, height = 1] = node.extents;
  if (node.isUpright || height < FEWEST_ROWS) return null;
  for (const loop of node.getJsAST().body.body) {
    const panel = loop.type === 'ForStatement' ? panelOf(loop, node, loads) : null;
    if (panel) return panel;
  }
  return null;
}

function panelOf(loop: For, node: FunctionNode, loads: BlockLoads): Panel | null {
  const count = countOf(loop, node.counters);
  const rounds = count?.rounds ?? 0;
  const [width = 1, height = 1] = node.extents;
  if (!count || rounds * width * height < LEAST_WORK) return null;
  const known = new Set(['thread.x', 'thread.z', count.name]);
  const found = new Map<Ast, Load>();
  node.inLoop(loop, () => {
    for (const statement of statements(loop.body)) {
      if (statement.type === 'ForStatement' || statement.type === 'BlockStatement') continue;
      for (const [read, load] of loads.of(statement)) found.set(read, load);
    }
  });
  for (const [read, load] of found) {
    const { index, across, down } = load;
    const step = stride(index, count.name) * count.step;
    const isKnown = !index.rest && [...index.terms.keys()].every((name) => known.has(name));
    const fewest = across === 1 ? FEWEST_ROUNDS.neighbours : FEWEST_ROUNDS.apart;
    // Rows of a few columns lie in one piece anyway.
    const isNear = across === 1 && Math.abs(step) <= 2 * LANES;
    if (!isKnown || across < 1 || down !== 0 || step === 0 || isNear || rounds < fewest) continue;
    return { read, load, first: index.constant + count.first * stride(index, count.name), step, rounds };
  }
  return null;
}

/** The size of a panel for so many quads of columns. */
export function panelBytes({ rounds }: Panel, quads: number): number {
  return rounds * quads * LANES * FLOAT_BYTES;
}

/** Writes `name(x, z, to)`, which copies the panel for so many quads from column `x` on, at `z`, to an address. */
export function emitPanel(assembler: Assembler, name: string, panel: Panel, quads: number): void {
  const { load, first, step, rounds } = panel;
  const { across, index, layout } = load;
  const em = assembler.module.addFunction(name, { params: ['i32', 'i32', 'i32'] });
  const [x, z, to] = [0, 1, 2];
  const [from, left, lanes] = [em.addLocal('i32'), em.addLocal('i32'), em.addLocal('v128')];
  em.localGet(x).i32Const(across).i32Mul();
  em.localGet(z).i32Const(threadStride(index, 'z')).i32Mul();
  em.i32Add().i32Const(first).i32Add().i32Const(FLOAT_BYTES).i32Mul().localSet(from);
  em.i32Const(rounds).localSet(left);
  em.loop();
  for (let quad = 0; quad < quads; quad++) {
    em.localGet(from);
    loadLanes(em, across, layout.offset + quad * LANES * across * FLOAT_BYTES);
    em.localSet(lanes).localGet(to);
    storeLanes(em, 1, quad * LANES * FLOAT_BYTES, lanes);
  }
  for (const [local, further] of [
    [from, step * FLOAT_BYTES],
    [to, quads * LANES * FLOAT_BYTES],
  ] as const) {
    em.localGet(local).i32Const(further).i32Add().localSet(local);
  }
  em.localGet(left).i32Const(1).i32Sub().localTee(left).brIf(0).end();
}
