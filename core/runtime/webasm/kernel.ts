import { sizeOf } from '../../tensor.ts';
import { BlockWriter, blockSize } from './block.ts';
import { BlockLoads } from './blockLoads.ts';
import { FunctionNode } from './functionNode.ts';
import { addFunction, isOwnFunction, type OwnFunction } from './functions.ts';
import { LANES } from './loads.ts';
import { readsOwnCell, readsOwnRow } from './ownCells.ts';
import { emitPanel, findPanel, panelBytes } from './panel.ts';
import { type Rewrite, Rewrites } from './rewrites.ts';
import { copiedStretch, emitRowCopy, type Stretch } from './rowCopy.ts';
import {
  type BlockFunctions,
  coverRow,
  emitSpan,
  rowsCopied,
  rowsOfBlocks,
  type Stride,
  uprightBlocks,
} from './spans.ts';
import {
  buildFunctions,
  type Globals,
  type KernelLayout,
  type ModuleBuilder,
  StockWebAssemblyKernel,
} from './stock.ts';

const components: Readonly<Record<string, number>> = {
  Number: 1,
  Float: 1,
  Integer: 1,
  LiteralInteger: 1,
  'Array(2)': 2,
  'Array(3)': 3,
  'Array(4)': 4,
};

/**
 * GPU.js's WebAssembly kernel, computed in blocks of rows and columns where its source allows it, with the same results
 * bit for bit. What does not qualify runs as GPU.js runs it.
 *
 * The classes that GPU.js exports are extended; its package is not patched. So an installation needs no step that could
 * be left out, every bundle holds this code because it imports it, and tests have GPU.js's own kernels to compare with.
 */
export class Kernel extends StockWebAssemblyKernel {
  #builder: ModuleBuilder | null = null;
  /** What the kernel calls of `Math` that our modules bring along. */
  functions: readonly OwnFunction[] = [];
  #stretch: Stretch | null = null;
  /** The room that its panel needs, in bytes; 0 where its blocks read none. */
  panelBytes = 0;
  /** Whether its functions are to become part of a larger module. */
  #isPart = false;

  /** Another empty module of GPU.js's assembler, which it does not export; null before the kernel is compiled. */
  newBuilder(): ModuleBuilder | null {
    return this.#builder && new (this.#builder.constructor as new () => ModuleBuilder)();
  }

  /** The class that translates functions. */
  get nodeClass() {
    return FunctionNode;
  }

  /** How many quads of columns a block has at most, a power of two. */
  get widestBlock(): number {
    return 2;
  }

  get #node(): FunctionNode | null {
    const node = this.functionBuilder?.functionMap.kernel;
    return node instanceof FunctionNode ? node : null;
  }

  /** The rewrites that the compiled kernel has, none before it is compiled. */
  get rewrites(): readonly Rewrite[] {
    return (this.#node?.rewrites ?? new Rewrites()).made;
  }

  /** Whether it computes a block of cells at a time. */
  get isBlocked(): boolean {
    return this.rewrites.includes('block');
  }

  /** GPU.js's own, with nodes of our class. Returns false for a result that the backend cannot store. */
  override translateSource(): boolean {
    const builder = buildFunctions(this, this.nodeClass);
    this.functionBuilder = builder;
    this.tracedFunctions = builder.traceFunctionCalls('kernel', []);
    this.returnType ||= builder.getKernelResultType();
    const count = components[this.returnType];
    if (count === undefined) return false;
    this.componentCount = count;
    const nodes = this.tracedFunctions.flatMap((name) => builder.functionMap[name] ?? []);
    this.usesRandom = nodes.some(({ usesRandom }) => usesRandom);
    const used = [...new Set(nodes.flatMap(({ usedMathImports }) => [...usedMathImports]))];
    // Emitting adds to a node's set what GPU.js then imports; ours are part of the module.
    this.functions = StockWebAssemblyKernel.isSIMDSupported ? used.filter(isOwnFunction) : [];
    this.usedMathImports = new Set(used.filter((name) => !this.functions.includes(name as OwnFunction)));
    return true;
  }

  /**
   * GPU.js calls `run_simd` from outside, a row at a time where rows are no multiple of four, and `run` for the rest.
   * Here one function takes any span of cells: it stands in for `run`, and there is no `run_simd`, so that GPU.js leaves
   * all cells to it. Chance is drawn a cell at a time, so it stays with GPU.js.
   */
  override _emitRunSimd(builder: ModuleBuilder, globals: Globals): void {
    this.#builder = builder;
    if (this.#isPart) builder.toBytes = () => new Uint8Array();
    else for (const name of this.functions) addFunction(builder, name);
    if (this.usesRandom) {
      super._emitRunSimd(builder, globals);
      return;
    }
    const wanted = this.#node?.wanted ?? { cell: true, quad: true };
    const leftover = { ...wanted, isUpright: this.#node?.isUpright ?? false };
    emitSpan(builder, globals, this.threadDim, this.#emitStrides(), leftover);
    for (const entry of builder.exports) if (entry.exportName === 'run') entry.name = 'run_span';
    // What GPU.js does next is to export `run_simd`.
    builder.exportFunction = () => builder;
    dropFunctions(builder, ['run', ...(wanted.cell ? [] : ['kernel'])]);
  }

  /** Only the functions that some cell is left for are worth compiling. */
  override _assembleModule(layout: KernelLayout, cells: number, shared: boolean): unknown {
    const node = this.#node;
    if (node && !this.usesRandom && StockWebAssemblyKernel.isSIMDSupported) {
      const [width, height] = this.threadDim;
      const size = node.variants && blockSize(this.threadDim, this.widestBlock);
      this.#stretch = size && copiedStretch(node, layout);
      // Threads share out the cells with no regard for blocks, and rows are copied one by one.
      const isWhole = !shared && !this.#stretch;
      const covered = size !== null && height % (node.isUpright ? LANES : size.rows) === 0 && isWhole;
      node.wanted = {
        quad: width >= LANES && !covered,
        cell: !covered && (width % LANES > 0 || width < LANES || shared),
      };
    }
    return super._assembleModule(layout, cells, shared);
  }

  /**
   * Translates the source for arrays like those given; as GPU.js does when a kernel is first called. Throws for what only
   * GPU.js's own executor can run.
   */
  prepare(given: readonly unknown[]): void {
    this.setupConstants();
    this.setupArguments(given);
    this.validateSettings(given);
    const [width = 1, height = 1, depth = 1] = this.output;
    this.threadDim = [width, height, depth];
    if (!this.translateSource() || this.componentCount !== 1) throw new Error(`${this.returnType} cannot be stored`);
    if (this.usesRandom) throw new Error('Math.random needs a seed each step');
  }

  /** The kernel's functions for arrays at given places: `run_span` computes any span of cells. */
  assemble(layout: KernelLayout): ModuleBuilder {
    this.#isPart = true;
    try {
      this._assembleModule(layout, sizeOf(this.output), false);
    } finally {
      this.#isPart = false;
    }
    return this.#builder as ModuleBuilder;
  }

  /**
   * Whether the result may lie where an argument lies: each cell reads of it no place but its own, and is computed once. A
   * quad that reaches back, where a row is no whole number of quads, computes some twice.
   */
  worksInPlace(argument: string): boolean {
    const node = this.#node;
    if (!node) return false;
    const [width] = this.threadDim;
    const reachesBack = node.variants !== null && !node.isUpright && width > LANES && width % LANES > 0;
    const [across, down] = node.isUpright ? ['y', 'x'] : ['x', 'y'];
    const axes = this.output.length === 1 ? ['x'] : [down, across];
    return !reachesBack && readsOwnCell(node.getJsAST(), argument, axes as string[]);
  }

  /** Whether each row of the result comes from the same row of an argument. */
  readsOwnRows(argument: string): boolean {
    const node = this.#node;
    return (
      node !== null && this.output.length === 2 && readsOwnRow(node.getJsAST(), argument, node.isUpright ? 'x' : 'y')
    );
  }

  /** The functions that compute many cells at once, and how a span goes through its cells with them. */
  #emitStrides(): Stride[] {
    const node = this.#node;
    const size = blockSize(this.threadDim, this.widestBlock);
    const variants = node?.variants;
    const assembler = node?.assembler;
    if (!node || !size || !variants || !assembler) return [];
    const [width] = this.threadDim;
    if (width < LANES && !node.isUpright) return [];
    const { rows, quads } = size;
    const byQuads = new Map<number, BlockFunctions>();
    const panel = this.#isPart ? findPanel(node, new BlockLoads(node, assembler, rows, variants)) : null;
    if (panel) {
      node.rewrites.count('panel');
      // Steps that share the kernel have rows of their own lengths: they may need no panel, but none of another size.
      this.panelBytes = panelBytes(panel, quads);
    }
    const write = (across: number) => {
      const [compute, copy] = [`kernel_block${across}`, `kernel_panel${across}`];
      if (byQuads.has(across)) return compute;
      new BlockWriter(node, assembler, compute, { size: { rows, quads: across }, variants, panel }).write();
      if (panel) emitPanel(assembler, copy, panel, across);
      byQuads.set(across, { compute, copyPanel: panel && copy });
      return compute;
    };
    if (node.isUpright) {
      const height = node.extents[0] as number;
      const heights = new Map([[write(quads), quads * LANES]]);
      return [uprightBlocks(height % (quads * LANES) > 0 ? heights.set(write(1), LANES) : heights)];
    }
    const cover = coverRow(width, quads);
    for (const across of [quads, ...cover.rest.map((piece) => piece.quads)]) write(across);
    const blocks = rowsOfBlocks({ rows, byQuads, cover });
    if (!this.#stretch) return [blocks];
    emitRowCopy(node, assembler, 'kernel_row', this.#stretch);
    return [rowsCopied('kernel_row'), blocks];
  }
}

/** Takes functions out of a module that is being built; nothing may call them. */
function dropFunctions(builder: ModuleBuilder, names: readonly string[]): void {
  builder.functions = builder.functions.filter(({ name }) => !names.includes(name));
  builder.functionIndexByName = Object.fromEntries(builder.functions.map(({ name }, at) => [name, at]));
}
