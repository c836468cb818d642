import { type Ast, children, type FunctionAst, isPropertyName, threadAxis } from './ast.ts';

/**
 * Whether each cell of a kernel reads a parameter at its own place only, `name[this.thread.y][this.thread.x]` or of a vector
 * `name[this.thread.x]`. Then it does not matter that other cells were written before.
 *
 * @param axes the axes of a cell's place in the kernel's tree, from the first index to the last
 */
export function readsOwnCell(ast: FunctionAst, name: string, axes: readonly string[]): boolean {
  const isOwn = (node: Ast, depth: number): boolean => {
    if (depth < 0) return isNamed(node, name);
    if (node.type !== 'MemberExpression' || !node.computed) return false;
    return threadAxis(node.property) === axes[depth] && isOwn(node.object, depth - 1);
  };
  return readsOnly(ast, name, (node) => isOwn(node, axes.length - 1));
}

/** Whether a kernel reads a parameter in the row of its own cell only: `name[this.thread.y]…`, with the axis as given. */
export function readsOwnRow(ast: FunctionAst, name: string, axis: string): boolean {
  return readsOnly(ast, name, (node) => {
    return (
      node.type === 'MemberExpression' &&
      node.computed &&
      isNamed(node.object, name) &&
      threadAxis(node.property) === axis
    );
  });
}

/** Whether a name occurs nowhere but within nodes that pass. */
function readsOnly(ast: FunctionAst, name: string, passes: (node: Ast) => boolean): boolean {
  const holds = (node: Ast): boolean => {
    if (passes(node)) return true;
    if (isNamed(node, name)) return false;
    return children(node).every((child) => isPropertyName(node, child) || holds(child));
  };
  return ast.body.body.every(holds);
}

function isNamed(node: Ast, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}
