import { type Affine, add, affine, type Surroundings, scale, staysWithin, threadStride } from './affine.ts';
import {
  type Axis,
  type Declaration,
  type Declarator,
  type Expression,
  exchangeThreadAxes,
  type For,
  type FunctionAst,
  isIntegerLiteral,
  type Literal,
  type Member,
  threadAxis,
} from './ast.ts';
import { type Count, countOf, integerCounters } from './counters.ts';
import { isOwnFunction, lanesName } from './functions.ts';
import { LANES, loadLanes } from './loads.ts';
import { blockVariants, callsHelper } from './qualify.ts';
import { Rewrites } from './rewrites.ts';
import {
  type ArrayLayout,
  type ArrayTable,
  type Assembler,
  type Category,
  type Emitter,
  StockFunctionNode,
} from './stock.ts';

/** The index of an array's element along x, y and z, as far as they are given. */
export type Indices = readonly [x: Expression, y?: Expression, z?: Expression];

/** What is known of the cells that are being written: where they lie, what of them was read before, where results go. */
export interface Cells {
  /** The local in which a read's four floats already are; null where they have to be read. */
  loaded(node: Expression): number | null;
  /** Leaves a coordinate on the stack: that of the first lane. */
  thread(axis: Axis): void;
  /** Stores four results from a local. */
  store(result: number): void;
}

/**
 * GPU.js's translator of a kernel into WebAssembly, with loop counters as integers and with one wide load where four
 * lanes read neighbours or places at equal distances. While a block is being written, cells are addressed by it.
 */
export class FunctionNode extends StockFunctionNode {
  readonly rewrites = new Rewrites();
  cells: Cells | null = null;
  /** The loops around what is being emitted, outermost first, as far as their counting is understood. */
  readonly counts: Count[] = [];
  /** Which of GPU.js's two functions are wanted: that of a cell, and that of a quad. */
  wanted = { cell: true, quad: true };
  #counters: ReadonlySet<string> | null = null;
  #variants: ReadonlySet<string> | null | undefined;
  #isUpright: boolean | undefined;

  /**
   * Whether the four lanes of a quad lie one below the other, because rows are too short for them to lie side by side.
   * The tree of such a kernel has x and y exchanged, so that everything here goes on treating lanes as lying along x.
   */
  get isUpright(): boolean {
    this.getJsAST();
    return this.#isUpright === true;
  }

  /** The output's extents along what the tree calls x, y and z. */
  get extents(): readonly number[] {
    const [width = 1, height = 1, depth = 1] = this.output;
    return this.isUpright ? [height, width, depth] : [width, height, depth];
  }

  override getJsAST(): FunctionAst {
    const ast = super.getJsAST();
    if (this.#isUpright === undefined) {
      const [width = 1, height = 1] = this.output;
      this.#isUpright = this.isRootKernel && width < LANES && height >= LANES && !ast.body.body.some(callsHelper);
      if (this.#isUpright) exchangeThreadAxes(ast);
    }
    return ast;
  }

  get counters(): ReadonlySet<string> {
    this.#counters ??= integerCounters(this.getJsAST());
    return this.#counters;
  }

  /** The names that differ between the cells of a block; null for a kernel that cannot be computed so. */
  get variants(): ReadonlySet<string> | null {
    if (this.#variants === undefined) {
      this.vInfo ??= this.vAnalyze(this.getJsAST());
      this.#variants = blockVariants(this);
    }
    return this.#variants;
  }

  override emitFunction(assembler: Assembler): void {
    if (this.wanted.cell) super.emitFunction(assembler);
    this.assembler = assembler;
  }

  override emitVectorFunction(assembler: Assembler): void {
    if (this.wanted.quad) super.emitVectorFunction(assembler);
    this.assembler = assembler;
  }

  /**
   * Counters are integers. GPU.js wants that too (its first pass infers it), but on the second pass finds the literal
   * already an integer and takes the declaration for one that has to become a float, as WebGL needs.
   */
  override stmtVariableDeclaration(node: Declaration): void {
    for (const declaration of node.declarations) {
      const { id, init } = declaration;
      if (this.counters.has(id.name) && isIntegerLiteral(init)) {
        this.getDeclaration(id).valueType = 'Integer';
        this.setScalarLocal(id.name, 'i32', 'Integer', () => this.castLiteralToInteger(init));
        this.rewrites.count('integerCounter');
      } else {
        super.stmtVariableDeclaration({ ...node, declarations: [declaration] });
      }
    }
  }

  override vDeclareVarying(declaration: Declarator, within: Declaration): void {
    const { id, init } = declaration;
    if (!this.counters.has(id.name) || !isIntegerLiteral(init)) {
      super.vDeclareVarying(declaration, within);
      return;
    }
    this.getDeclaration(id).valueType = 'Integer';
    this.vSetVaryingScalar(id.name, 'vi32', 'Integer', () => this.vCastLiteralToInteger(init));
  }

  override vstmtFor(node: For): void {
    this.inLoop(node, () => super.vstmtFor(node));
  }

  /** Emits something with the loop's counting known. */
  inLoop(node: For, emit: () => void): void {
    const count = countOf(node, this.counters);
    if (count) this.counts.push(count);
    emit();
    if (count) this.counts.pop();
  }

  override vexpr(node: Expression): Category {
    const local = this.cells?.loaded(node) ?? null;
    if (local !== null) this.em.localGet(local);
    else if (this.cells && this.#isFloatLiteral(node)) {
      // A constant vector and no spread scalar: engines that join two vectors have to see that both hold the same.
      const { value } = node;
      this.em.v128ConstF32x4(value, value, value, value);
    } else return super.vexpr(node);
    return 'vf32';
  }

  #isFloatLiteral(node: Expression): node is Literal & { readonly value: number } {
    const isInteger = this.isState('casting-to-integer') || this.isState('building-integer');
    return node.type === 'Literal' && typeof node.value === 'number' && !isInteger;
  }

  override exprMember(node: Member): Category {
    const axis = threadAxis(node);
    if (!this.cells || !axis) return super.exprMember(node);
    this.cells.thread(axis);
    return 'i32';
  }

  override vexprMember(node: Member): Category {
    if (!this.cells || threadAxis(node) !== 'x') return super.vexprMember(node);
    this.cells.thread('x');
    this.em.i32x4Splat().v128ConstI32x4(0, 1, 2, 3).i32x4Add();
    return 'vi32';
  }

  override vStoreOutput(components: readonly number[]): void {
    if (this.cells) this.cells.store(components[0] as number);
    else super.vStoreOutput(components);
  }

  /** The cells of a block go on to the next one. */
  override vRetireOrReturn(): void {
    if (!this.cells) super.vRetireOrReturn();
  }

  /**
   * Four lanes' reads as one load, where the lanes' places are at equal distances. GPU.js reads each lane by itself and
   * clamps its place into the array; where the places are not known to be inside, that is what still happens to those
   * that are not.
   */
  override vGather(
    table: ArrayTable,
    name: string,
    x: Expression,
    y: Expression | undefined,
    z: Expression | undefined,
    node: Member,
  ): Category {
    const stock = () => super.vGather(table, name, x, y, z, node);
    const layout = this.assembler?.layout[table][name];
    if (!layout || this.vMaskDepth > 0) return stock();
    const indices: Indices = [x, y, z] as Indices;
    const index = this.flatIndex(layout, indices, this.laneSurroundings());
    const distance = index ? threadStride(index, 'x') : 0;
    const length = lengthOf(layout);
    const last = length - 1 - (LANES - 1) * distance;
    if (!index || distance < 1 || last < 0) return stock();
    const { em } = this;
    this.emitFlatIndex(layout, indices);
    this.rewrites.count(distance === 1 ? 'contiguousLoad' : 'stridedLoad');
    if (staysWithin(index, length, this.extents, this.counts)) {
      this.loadFrom(distance, layout.offset);
      return 'vf32';
    }
    const first = em.addLocal('i32');
    em.localTee(first).i32Const(last).i32LeU();
    this.enterIf('v128');
    em.localGet(first);
    this.loadFrom(distance, layout.offset);
    em.else_();
    stock();
    this.exit();
    return 'vf32';
  }

  /** Reads four lanes from the element whose number is on the stack. */
  loadFrom(distance: number, offset: number): void {
    this.em.i32Const(2).i32Shl();
    this.loadLanes(distance, offset);
  }

  /** Reads four lanes from the address on the stack. */
  loadLanes(distance: number, offset: number): void {
    loadLanes(this.em, distance, offset);
  }

  /** What an index may be made of so that only `thread.x` tells lanes apart. */
  laneSurroundings(): Surroundings {
    return {
      counts: this.counts.filter(({ name }) => !this.vInfo.varying.has(name)),
      isUniform: (node) => !this.vInfo.exprVarying(node),
      typeOf: (node) => this.getType(node),
    };
  }

  /** The array that an expression reads, and at which place; null for any other expression. */
  arrayRead(read: Expression, arrays: Assembler['layout']): { layout: ArrayLayout; indices: Indices } | null {
    const details = read.type === 'MemberExpression' && read.computed ? this.getMemberExpressionDetails(read) : null;
    const signature = /^(this\.constants\.)?value(\[\]){1,3}$/.exec(details?.signature ?? '');
    if (!details?.xProperty || !signature) return null;
    const array = arrays[signature[1] ? 'constantArrays' : 'arrays'][details.name];
    const indices = [details.xProperty, details.yProperty, details.zProperty] as Indices;
    return array ? { layout: array, indices } : null;
  }

  /** The number of an array's element as a sum; null where it is none. Each index is an integer by itself. */
  flatIndex(layout: ArrayLayout, [x, y, z]: Indices, around: Surroundings): Affine | null {
    const [width, height] = layout.dims;
    let sum = affine(x, around);
    for (const [property, size] of [
      [y, width],
      [z, width * height],
    ] as const) {
      const part = property ? affine(property, around) : null;
      if (property) sum = sum && part && add(sum, scale(part, size), 1);
    }
    return sum;
  }

  /** Leaves the number of an array's element on the stack: that of the first lane. */
  emitFlatIndex({ dims: [width, height] }: ArrayLayout, [x, y, z]: Indices): void {
    this.emitIndex(x);
    for (const [property, size] of [
      [y, width],
      [z, width * height],
    ] as const) {
      if (!property) continue;
      this.emitIndex(property);
      this.em.i32Const(size).i32Mul().i32Add();
    }
  }

  /** Four lanes' calls as one, of a function that the module has. */
  override vLaneCall1(name: string, argument: number): void {
    if (isOwnFunction(name.replace('math_', ''))) {
      this.em.localGet(argument).call(lanesName(name));
      this.rewrites.count('mathFunction');
    } else super.vLaneCall1(name, argument);
  }

  /** Starts a function of four lanes a call, as GPU.js does for its own. */
  startVector(assembler: Assembler, em: Emitter, locals: FunctionNode['locals']): void {
    this.assembler = assembler;
    this.em = em;
    this.vec = true;
    this.locals = locals;
    this.depth = 0;
    this.loopStack = [];
    this.vLoopStack = [];
    this.vMaskDepth = 0;
    this.vTerminated = false;
    this.vRetMask = -1;
    this.vCur = em.addLocal('v128');
    em.v128ConstI32x4(-1, -1, -1, -1).localSet(this.vCur);
  }
}

export function lengthOf({ dims }: ArrayLayout): number {
  return dims[0] * dims[1] * dims[2];
}
