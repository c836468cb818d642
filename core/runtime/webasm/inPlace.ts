import { type Ast, children, type FunctionAst, isPropertyName, threadAxis } from './ast.ts';

/**
 * Whether each cell of a kernel reads a parameter at its own place only, `name[this.thread.y][this.thread.x]` or of a vector
 * `name[this.thread.x]`. Then it does not matter that other cells were written before.
 *
 * @param axes the axes of a cell's place in the kernel's tree, from the first index to the last
 */
export function readsOwnCell(ast: FunctionAst, name: string, axes: readonly string[]): boolean {
  const isOwn = (node: Ast, depth: number): boolean => {
    if (depth < 0) return node.type === 'Identifier' && node.name === name;
    if (node.type !== 'MemberExpression' || !node.computed) return false;
    return threadAxis(node.property) === axes[depth] && isOwn(node.object, depth - 1);
  };
  const holds = (node: Ast): boolean => {
    if (isOwn(node, axes.length - 1)) return true;
    if (node.type === 'Identifier' && node.name === name) return false;
    return children(node).every((child) => isPropertyName(node, child) || holds(child));
  };
  return ast.body.body.every(holds);
}
