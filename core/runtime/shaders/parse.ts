import { gpujs } from '../gpujs.ts';
import type { FunctionAst } from '../webasm/ast.ts';

interface StockNode {
  readonly argumentNames: readonly string[];
  getJsAST(): FunctionAst;
}

/** GPU.js's parser, without the inference of types that it does on the way. */
class Parser extends (gpujs.FunctionNode as unknown as new (source: string, settings: object) => StockNode) {
  traceFunctionAST(): void {}
}

/** The syntax tree of a kernel and the names of its parameters. */
export function parse(source: string): { readonly ast: FunctionAst; readonly parameters: readonly string[] } {
  const node = new Parser(source, { isRootKernel: true, output: [1] });
  return { ast: node.getJsAST(), parameters: node.argumentNames };
}
