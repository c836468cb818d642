import { type Affine, type Surroundings, staysWithin, threadStride } from './affine.ts';
import type { Ast, Expression, Member, Statement } from './ast.ts';
import { type FunctionNode, type Indices, lengthOf } from './functionNode.ts';
import { FLOAT_BYTES } from './loads.ts';
import type { ArrayLayout, Assembler } from './stock.ts';
import { varies } from './variance.ts';

/** A read that the cells of a block share or do at equal distances. */
export interface Load {
  readonly layout: ArrayLayout;
  readonly indices: Indices;
  readonly index: Affine;
  /** Elements from column to column and from row to row. */
  readonly across: number;
  readonly down: number;
  /** From where it is read, once that is known. */
  source: Source | null;
  /** Locals with what was read, by quad and row as far as they matter. */
  readonly locals: Map<string, number>;
}

/** From where the cells of a block read. */
export interface Source {
  /** The locals that hold addresses: one for the block, or one for each of its rows. */
  readonly pointers: readonly number[];
  /** Bytes from there to the first cell's element, and elements from column to column and from row to row. */
  readonly offset: number;
  readonly across: number;
  readonly down: number;
}

/** By the node that reads. */
export type Loads = ReadonlyMap<Ast, Load>;

/** Finds the reads that a block of cells makes together. */
export class BlockLoads {
  readonly #node: FunctionNode;
  readonly #assembler: Assembler;
  readonly #rows: number;
  readonly #variants: ReadonlySet<string>;

  /** For blocks so many rows high; `variants` are the names that differ between their cells. */
  constructor(node: FunctionNode, assembler: Assembler, rows: number, variants: ReadonlySet<string>) {
    this.#node = node;
    this.#assembler = assembler;
    this.#rows = rows;
    this.#variants = variants;
  }

  /**
   * The reads of a statement that happen whatever the cell, outside branches, and whose places the block knows.
   *
   * @param isStill what else must hold of the parts of an index of which only that is known
   */
  of(statement: Statement, isStill: (part: Expression) => boolean = () => true): Loads {
    const around = this.#surroundings(isStill);
    const loads = new Map<Ast, Load>();
    const isVector = (name: Ast | undefined) => name?.type === 'Identifier' && this.#node.vInfo.varying.has(name.name);
    // By how much all lanes are shifted is a scalar for GPU.js, which asks for no vector.
    const isSharedShift = (operator: string, by: Expression) =>
      /^(<<|>>>?)=?$/.test(operator) && !this.#node.vInfo.exprVarying(by);
    const visit = (node: Expression | null, reached: boolean) => {
      if (!node) return;
      const vector = reached && this.#node.vInfo.exprVarying(node);
      switch (node.type) {
        case 'MemberExpression': {
          const load = reached && node.computed ? this.#loadOf(node, around) : null;
          if (load) loads.set(node, load);
          return;
        }
        case 'ConditionalExpression':
          return visit(node.test, vector && this.#node.vInfo.exprVarying(node.test));
        case 'LogicalExpression':
          return visit(node.left, vector);
        case 'BinaryExpression':
          visit(node.left, vector);
          return visit(node.right, vector && !isSharedShift(node.operator, node.right));
        case 'UnaryExpression':
          return visit(node.argument, vector);
        case 'CallExpression':
          for (const argument of node.arguments) visit(argument, vector);
      }
    };
    if (statement.type === 'ReturnStatement') visit(statement.argument, true);
    else if (statement.type === 'VariableDeclaration' && statement.declarations.length === 1) {
      const [declaration] = statement.declarations;
      if (isVector(declaration?.id)) visit(declaration?.init ?? null, true);
    } else if (statement.type === 'ExpressionStatement' && statement.expression.type === 'AssignmentExpression') {
      const { operator, left, right } = statement.expression;
      if (isVector(left)) visit(right, !isSharedShift(operator, right));
    }
    return loads;
  }

  #loadOf(member: Member, around: Surroundings): Load | null {
    const node = this.#node;
    const read = node.arrayRead(member, this.#assembler.layout);
    if (!read) return null;
    const { layout, indices } = read;
    const index = node.flatIndex(layout, indices, around);
    if (!index) return null;
    const [across, down] = [threadStride(index, 'x'), threadStride(index, 'y')];
    const lowest = layout.offset + Math.min(0, down) * (this.#rows - 1) * FLOAT_BYTES;
    if (across < 0 || lowest < 0) return null;
    // GPU.js clamps what lanes read apart; it does not clamp what they read together.
    if (across > 0 && !staysWithin(index, lengthOf(layout), node.extents, node.counts)) return null;
    return { layout, indices, index, across, down, source: null, locals: new Map() };
  }

  /** What an index may be made of so that only the thread's coordinates tell the block's cells apart. */
  #surroundings(isStill: (part: Expression) => boolean): Surroundings {
    return {
      counts: this.#node.counts,
      isUniform: (part) => !varies(part, this.#variants) && isStill(part),
      typeOf: (part) => this.#node.getType(part),
    };
  }
}
