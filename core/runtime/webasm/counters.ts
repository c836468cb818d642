import {
  type Ast,
  children,
  type Expression,
  type For,
  isIntegerLiteral,
  isPropertyName,
  mathFunction,
  some,
  written,
} from './ast.ts';

/** Up to here a float holds every integer, so that sums of counters are the same numbers in both. */
const EXACT = 2 ** 24;

const comparisons = ['<', '>', '<=', '>=', '==', '===', '!=', '!=='];
/** Their operands become floats, or 32 bit integers, whatever they were. */
const converting = ['/', '%', '**', '&', '|', '^', '<<', '>>', '>>>'];

/**
 * The names that can be 32 bit integers in place of floats without changing a bit of the result: they start as an
 * integer literal, everything else written to them is `++`, `--`, `+=` or `-=` of an integer literal, and they are used
 * only where an integer gives what a float gives. Integers and floats part company in products (a float rounds or keeps a
 * negative zero where an integer wraps) and where a type is inferred from them (helpers, branches of `?:`, `switch`).
 */
export function integerCounters(ast: Ast): ReadonlySet<string> {
  const counters = new Set<string>();
  const others = new Set<string>();
  const above: Ast[] = [];
  const visit = (node: Ast) => {
    const parent = above.at(-1);
    if (node.type === 'VariableDeclarator' && !(isIntegerLiteral(node.init) && node.init.value < EXACT)) {
      others.add(node.id.name);
    }
    if (node.type === 'Identifier') {
      if (parent && isStep(parent, node, above.at(-2))) counters.add(node.name);
      else if (!isDeclared(parent, node) && !isHarmless(node, above)) others.add(node.name);
    }
    above.push(node);
    for (const child of children(node)) {
      if (!isPropertyName(node, child)) visit(child);
    }
    above.pop();
  };
  visit(ast);
  return new Set([...counters].filter((name) => !others.has(name)));
}

function isDeclared(parent: Ast | undefined, node: Ast): boolean {
  return parent?.type === 'VariableDeclarator' && parent.id === node;
}

/** A step of a counter by an integer, of which nobody takes the value. */
function isStep(parent: Ast, node: Ast, above: Ast | undefined): boolean {
  if (parent.type === 'UpdateExpression') {
    return ['ExpressionStatement', 'ForStatement', 'SequenceExpression'].includes(above?.type ?? '');
  }
  if (parent.type !== 'AssignmentExpression' || parent.left !== node) return false;
  return ['+=', '-='].includes(parent.operator) && isIntegerLiteral(parent.right) && parent.right.value < EXACT;
}

/** Whether a read of a counter comes to the same as integer and as float: climbs until something settles its type. */
function isHarmless(node: Ast, above: readonly Ast[]): boolean {
  let child = node;
  // Only an index may hold products and negations: there, the two differ beyond any array's length alone.
  let onlyAsIndex = false;
  for (let at = above.length - 1; at >= 0; at--) {
    const parent = above[at] as Ast;
    switch (parent.type) {
      case 'MemberExpression':
        return parent.computed && parent.property === child;
      case 'BinaryExpression': {
        if (comparisons.includes(parent.operator)) return !onlyAsIndex && areSmall(parent);
        if (converting.includes(parent.operator)) return !onlyAsIndex;
        const other = parent.left === child ? parent.right : parent.left;
        if (isFloat(other)) return !onlyAsIndex;
        if (parent.operator === '*') onlyAsIndex = true;
        else if (!areSmall(parent)) return false;
        break;
      }
      case 'UnaryExpression':
        if (parent.operator !== '-') return !onlyAsIndex && parent.operator !== '+';
        onlyAsIndex = true;
        break;
      case 'CallExpression':
        return !onlyAsIndex && mathFunction(parent) !== null;
      case 'AssignmentExpression':
        return !onlyAsIndex && parent.right === child && ['=', '+=', '-=', '/=', '%='].includes(parent.operator);
      case 'ConditionalExpression':
        return !onlyAsIndex && parent.test === child;
      case 'IfStatement':
      case 'ReturnStatement':
      case 'VariableDeclarator':
      case 'LogicalExpression':
        return !onlyAsIndex;
      default:
        return false;
    }
    child = parent;
  }
  return false;
}

function areSmall(node: Ast): boolean {
  return !some(node, (below) => below.type === 'Literal' && Math.abs(Number(below.value)) >= EXACT);
}

/** Whether an expression is a float by its form, whatever the types of its names. */
function isFloat(node: Expression): boolean {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'number' && !Number.isInteger(node.value);
    case 'MemberExpression':
      return node.computed;
    case 'CallExpression':
      return mathFunction(node) !== null;
    case 'UnaryExpression':
      return ['-', '+'].includes(node.operator) && isFloat(node.argument);
    case 'BinaryExpression':
      if (['/', '%', '**'].includes(node.operator)) return true;
      return ['+', '-', '*'].includes(node.operator) && (isFloat(node.left) || isFloat(node.right));
    default:
      return false;
  }
}

/** How a loop counts: its counter's name, first value, step, and the values it has in the body, both ends included. */
export interface Count {
  readonly name: string;
  readonly step: number;
  readonly first: number;
  /** Null where the end is not written in the loop. */
  readonly range: readonly [number, number] | null;
  /** How often the body runs; null where that is not written in the loop. */
  readonly rounds: number | null;
}

/** How a `for` loop counts, where its counter is one of the integer ones and the body leaves it alone; else null. */
export function countOf({ init, test, update, body }: For, counters: ReadonlySet<string>): Count | null {
  if (init?.type !== 'VariableDeclaration' || init.declarations.length !== 1 || !update) return null;
  const name = init.declarations[0]?.id.name;
  const first = init.declarations[0]?.init ?? null;
  if (name === undefined || !counters.has(name) || written(body).has(name) || !isIntegerLiteral(first)) return null;
  const step = stepOf(update, name);
  if (step === null) return null;
  const last = test && step > 0 ? lastOf(test, name) : null;
  return {
    name,
    step,
    first: first.value,
    range: last === null ? null : [first.value, Math.max(first.value, last)],
    rounds: last === null ? null : Math.max(0, Math.floor((last - first.value) / step) + 1),
  };
}

function stepOf(update: Expression, name: string): number | null {
  if (update.type === 'UpdateExpression') {
    if (update.argument.type !== 'Identifier' || update.argument.name !== name) return null;
    return update.operator === '++' ? 1 : -1;
  }
  if (update.type !== 'AssignmentExpression' || !isIntegerLiteral(update.right)) return null;
  if (update.left.type !== 'Identifier' || update.left.name !== name) return null;
  return update.operator === '+=' ? update.right.value : -update.right.value;
}

/** The greatest value that passes `name < literal` or `name <= literal`. */
function lastOf(test: Expression, name: string): number | null {
  if (test.type !== 'BinaryExpression' || test.left.type !== 'Identifier' || test.left.name !== name) return null;
  if (!isIntegerLiteral(test.right)) return null;
  if (test.operator === '<') return test.right.value - 1;
  return test.operator === '<=' ? test.right.value : null;
}
