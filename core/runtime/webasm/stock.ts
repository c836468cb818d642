/**
 * The parts of GPU.js's WebAssembly backend that are extended in this folder, as version 2.24.1 has them. GPU.js exports
 * the classes but describes none of their insides, so this is what the extension rests on; the dependency is pinned.
 */
import { gpujs } from '../gpujs.ts';
import type { Ast, Binary, Declaration, Declarator, Expression, For, FunctionAst, Member, Statement } from './ast.ts';

type WasmType = 'i32' | 'f32' | 'v128';
/** A value on the stack: scalar, or a vector of four lanes. */
export type Category = 'f32' | 'i32' | 'bool' | 'vf32' | 'vi32' | 'vbool' | 'void';

/** Writes the body of one function, an instruction a call. */
export interface Emitter {
  readonly bytes: number[];
  addLocal(type: WasmType): number;
  localGet(index: number): this;
  localSet(index: number): this;
  localTee(index: number): this;
  globalGet(index: number): this;
  globalSet(index: number): this;
  i32Const(value: number): this;
  v128ConstI32x4(a: number, b: number, c: number, d: number): this;
  v128ConstF32x4(a: number, b: number, c: number, d: number): this;
  v128Load(offset: number, align: number): this;
  v128Store(offset: number, align: number): this;
  call(name: string): this;
  block(): this;
  loop(): this;
  if_(type?: WasmType): this;
  else_(): this;
  end(): this;
  br(depth: number): this;
  brIf(depth: number): this;
  i32Add(): this;
  i32Sub(): this;
  i32Mul(): this;
  i32DivU(): this;
  i32RemU(): this;
  i32And(): this;
  i32Shl(): this;
  i32Eqz(): this;
  i32LeS(): this;
  i32LtS(): this;
  i32GtS(): this;
  select(): this;
  i32LeU(): this;
  i32GeS(): this;
  i32x4Splat(): this;
  f32x4Splat(): this;
  f32x4ExtractLane(lane: number): this;
  i32x4Add(): this;
}

/** A function of a module under construction; what it calls is found by name when the module is finished. */
interface ModuleFunction {
  readonly name: string;
  readonly emitter: Emitter & {
    readonly params: readonly WasmType[];
    readonly results: readonly WasmType[];
    readonly callFixups: { name: string }[];
  };
  readonly typeIndex: number;
}

export interface ModuleBuilder {
  readonly exports: { name: string; readonly exportName: string }[];
  functions: ModuleFunction[];
  functionIndexByName: Record<string, number>;
  addMemoryImport(initial: number, maximum: number, shared: boolean): this;
  addGlobal(type: WasmType, mutable: boolean, initial: number): number;
  _typeIndex(params: readonly WasmType[], results: readonly WasmType[]): number;
  addFunction(name: string, signature: { params?: WasmType[]; results?: WasmType[]; locals?: WasmType[] }): Emitter;
  addFuncImport(name: string, params: WasmType[], results: WasmType[]): number;
  exportFunction(name: string): this;
  toBytes(): Uint8Array<ArrayBuffer>;
}

/** An array's place in memory: bytes from the start, and its sizes along x, y and z. */
export interface ArrayLayout {
  readonly offset: number;
  readonly dims: readonly [number, number, number];
}

export type ArrayTable = 'arrays' | 'constantArrays';

/** Indices of the module's globals: the cell that is being computed. */
export interface Globals {
  readonly threadX: number;
  readonly threadY: number;
  readonly threadZ: number;
  readonly dataIndex: number;
}

export interface Assembler {
  readonly module: ModuleBuilder;
  readonly layout: Readonly<Record<ArrayTable, Readonly<Record<string, ArrayLayout>>>> & {
    readonly outputOffset: number;
  };
  readonly globals: Globals;
}

export interface Locals {
  get(name: string): unknown;
  set(name: string, local: unknown): unknown;
}

/** A name's local, where all lanes share it. */
export interface ScalarLocal {
  readonly index: number;
}

interface MemberDetails {
  readonly signature: string;
  readonly name: string;
  readonly xProperty?: Expression;
  readonly yProperty?: Expression;
  readonly zProperty?: Expression;
}

interface Variance {
  readonly varying: ReadonlySet<string>;
  readonly assignedArgs: ReadonlySet<string>;
  exprVarying(node: Ast): boolean;
}

/** Turns the syntax tree of one function into instructions. */
export interface StockNode {
  em: Emitter;
  assembler: Assembler | null;
  locals: Locals;
  depth: number;
  loopStack: unknown[];
  /** Whether four cells a call are being emitted. */
  vec: boolean;
  /** How many lane masks are live. */
  vMaskDepth: number;
  vTerminated: boolean;
  vLoopStack: unknown[];
  vCur: number;
  vRetMask: number;
  /** What varies from lane to lane, along x. */
  vInfo: Variance;
  readonly output: readonly number[];
  readonly argumentNames: readonly string[];
  readonly returnType: string;
  readonly usesRandom: boolean;
  readonly usedMathImports: Set<string>;
  readonly loopMax: number;
  readonly isRootKernel: boolean;

  vAnalyze(ast: FunctionAst): Variance;
  emitFunction(assembler: Assembler): void;
  emitVectorFunction(assembler: Assembler): void;
  getJsAST(): FunctionAst;
  getType(node: Ast): string | null;
  getDeclaration(id: Ast): { valueType: string };
  getMemberExpressionDetails(node: Member): MemberDetails | null;
  forLoopIsSafe(node: For): boolean;
  isState(state: string): boolean;
  setScalarLocal(name: string, wasmType: 'i32' | 'f32', type: string, emit: () => void): void;
  vSetVaryingScalar(name: string, category: 'vi32' | 'vf32', type: string, emit: () => void): void;
  castLiteralToInteger(node: Expression): Category;
  vCastLiteralToInteger(node: Expression): Category;
  stmtVariableDeclaration(node: Declaration): void;
  vstmtVariableDeclaration(node: Declaration): void;
  vDeclareVarying(node: Declarator, within: Declaration): void;
  vstatement(node: Statement): void;
  vstatementExpression(node: Expression): void;
  stmtFor(node: For): void;
  vstmtFor(node: For): void;
  vexpr(node: Expression): Category;
  vexprBinary(node: Binary): Category;
  vEmitByType(node: Expression, wanted: 'vf32' | 'vi32'): Category;
  exprMember(node: Member): Category;
  vexprMember(node: Member): Category;
  emitCondition(node: Expression): void;
  emitIndex(property: Expression): void;
  vGather(
    table: ArrayTable,
    name: string,
    x: Expression,
    y: Expression | undefined,
    z: Expression | undefined,
    node: Member,
  ): Category;
  vStoreOutput(components: readonly number[]): void;
  vLaneCall1(name: string, argument: number): void;
  vRetireOrReturn(): void;
  enterBlock(): void;
  enterLoop(): void;
  enterIf(type?: WasmType): void;
  exit(): void;
  brTo(level: number): void;
  brIfTo(level: number): void;
}

/** The functions of one program. */
export interface FunctionBuilder {
  readonly functionMap: Readonly<Record<string, StockNode | undefined>>;
  traceFunctionCalls(name: string, traced: string[]): string[];
  getKernelResultType(): string;
}

/** Where a kernel's arrays and its result lie in memory. */
export interface KernelLayout {
  readonly arrays: Readonly<Record<string, ArrayLayout & { readonly index: number }>>;
  readonly scalars: Readonly<Record<string, never>>;
  readonly constantArrays: Readonly<Record<string, ArrayLayout>>;
  readonly outputOffset: number;
  readonly totalBytes?: number;
}

/** One program: from source to module. */
export interface StockKernel {
  functionBuilder: FunctionBuilder;
  tracedFunctions: readonly string[];
  returnType: string | null;
  componentCount: number;
  usesRandom: boolean;
  usedMathImports: Set<string>;
  readonly argumentNames: readonly string[];
  readonly output: readonly number[];
  threadDim: readonly [number, number, number];
  setupConstants(): void;
  setupArguments(given: readonly unknown[]): void;
  validateSettings(given: readonly unknown[]): void;
  computeLayout(given: readonly unknown[]): KernelLayout;
  translateSource(): boolean;
  _assembleModule(layout: KernelLayout, cells: number, shared: boolean): unknown;
  _emitRunSimd(builder: ModuleBuilder, globals: Globals): void;
}

type Class<T> = new (source: string, settings: object) => T;

export const StockFunctionNode = gpujs.WebAssemblyFunctionNode as unknown as Class<StockNode>;
export const StockWebAssemblyKernel = gpujs.WebAssemblyKernel as unknown as Class<StockKernel> & {
  readonly isSIMDSupported: boolean;
  readonly isThreadsSupported: boolean;
};

/** Traces a kernel's functions into nodes of the given class. */
export function buildFunctions(kernel: StockKernel, nodeClass: Class<StockNode>): FunctionBuilder {
  return gpujs.FunctionBuilder.fromKernel(kernel as never, nodeClass as never) as unknown as FunctionBuilder;
}
