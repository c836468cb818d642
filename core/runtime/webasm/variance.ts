import { type Ast, type Axis, children, type Statement, some, threadAxis, written } from './ast.ts';

const both: readonly Axis[] = ['x', 'y'];

/**
 * The names whose values differ between the cells of a block, which lie along x and y: assigned what differs, or assigned
 * where a differing condition decides, or assigned in one statement with such a name, since statements are repeated whole.
 *
 * @param known names that are known to differ
 * @param axes along which cells are told apart
 */
export function variantNames(
  body: readonly Statement[],
  known: ReadonlySet<string>,
  axes: readonly Axis[] = both,
): ReadonlySet<string> {
  const names = new Set(known);
  for (let before = -1; before < names.size; ) {
    before = names.size;
    for (const statement of body) spread(statement, names, axes);
  }
  return names;
}

function spread(statement: Statement, names: Set<string>, axes: readonly Axis[]): void {
  switch (statement.type) {
    case 'ForStatement':
      for (const part of [statement.init, statement.update]) {
        if (part && varies(part, names, axes)) addAll(names, written(part));
      }
      spread(statement.body, names, axes);
      return;
    case 'BlockStatement':
      for (const inner of statement.body) spread(inner, names, axes);
      return;
    default:
      if (varies(statement, names, axes)) addAll(names, written(statement));
  }
}

function addAll(names: Set<string>, more: Iterable<string>): void {
  for (const name of more) names.add(name);
}

/** Whether a node's value, or what it writes, differs between the cells of a block. */
export function varies(node: Ast, names: ReadonlySet<string>, axes: readonly Axis[] = both): boolean {
  return some(node, (below) => axes.includes(threadAxis(below) as Axis) || isNamed(below, names));
}

/** Whether a node reads or writes one of the names. */
export function mentions(node: Ast, names: ReadonlySet<string>): boolean {
  return some(node, (below) => isNamed(below, names));
}

function isNamed(node: Ast, names: ReadonlySet<string>): boolean {
  return node.type === 'Identifier' && names.has(node.name);
}

/** Whether some node right below, or deeper, is of one of the types. */
export function holds(node: Ast, types: readonly Ast['type'][]): boolean {
  return children(node).some((child) => some(child, ({ type }) => types.includes(type)));
}
