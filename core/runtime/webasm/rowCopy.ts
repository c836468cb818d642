import { threadStride } from './affine.ts';
import type { Axis } from './ast.ts';
import { type FunctionNode, type Indices, lengthOf } from './functionNode.ts';
import { emitCopy, FLOAT_BYTES } from './loads.ts';
import type { ArrayLayout, Assembler } from './stock.ts';

/** Copying a row costs a call; shorter rows are faster as quads. */
const SHORTEST = 32;

/** Where in an array a row begins. */
export interface Stretch {
  readonly layout: ArrayLayout;
  readonly indices: Indices;
}

/**
 * Writes `name(y, z, place)` for a kernel whose rows are stretches of an array, such as the rows that a batch is made of: it
 * copies one row in one go, where the stretch lies within the array, and says whether it did.
 */
export function emitRowCopy(node: FunctionNode, assembler: Assembler, name: string, stretch: Stretch): void {
  const { layout, indices } = stretch;
  const width = node.output[0] as number;
  const em = assembler.module.addFunction(name, { params: ['i32', 'i32', 'i32'], results: ['i32'] });
  const first = em.addLocal('i32');
  node.startVector(assembler, em, new Map());
  node.cells = {
    loaded: () => null,
    thread: (axis: Axis) => {
      if (axis === 'x') em.i32Const(0);
      else em.localGet(axis === 'y' ? 0 : 1);
    },
    store: () => {},
  };
  try {
    for (const statement of node.getJsAST().body.body.slice(0, -1)) node.vstatement(statement);
    node.emitFlatIndex(layout, indices);
    em.localTee(first)
      .i32Const(lengthOf(layout) - width)
      .i32LeU()
      .if_('i32');
    em.localGet(2).i32Const(assembler.layout.outputOffset).i32Add();
    em.localGet(first).i32Const(FLOAT_BYTES).i32Mul().i32Const(layout.offset).i32Add();
    em.i32Const(width * FLOAT_BYTES);
    emitCopy(em);
    em.i32Const(1).else_().i32Const(0).end();
  } finally {
    node.cells = null;
    node.vec = false;
  }
  node.rewrites.count('rowCopy');
}

/** What the rows of a kernel are copies of, where it does nothing but read them; null for any other kernel. */
export function copiedStretch(node: FunctionNode, arrays: Assembler['layout']): Stretch | null {
  const { body } = node.getJsAST().body;
  const last = body.at(-1);
  const width = node.output[0] as number;
  if (width < SHORTEST || node.isUpright || !node.variants || last?.type !== 'ReturnStatement') return null;
  const isSame = body.slice(0, -1).every((statement) => {
    if (statement.type !== 'VariableDeclaration') return false;
    return statement.declarations.every(({ id }) => !node.vInfo.varying.has(id.name));
  });
  const read = isSame && last.argument ? node.arrayRead(last.argument, arrays) : null;
  if (!read || lengthOf(read.layout) < width) return null;
  const index = node.flatIndex(read.layout, read.indices, node.laneSurroundings());
  return index && threadStride(index, 'x') === 1 ? read : null;
}
