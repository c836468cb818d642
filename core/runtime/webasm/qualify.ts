import {
  type Ast,
  type Call,
  type Expression,
  mathFunction,
  type Statement,
  some,
  statements,
  written,
} from './ast.ts';
import type { FunctionNode } from './functionNode.ts';
import { holds, variantNames, varies } from './variance.ts';

const scalars: readonly string[] = ['Number', 'Float', 'Integer', 'LiteralInteger'];
const jumps: readonly Ast['type'][] = ['BreakStatement', 'ContinueStatement', 'ReturnStatement'];
const loops: readonly Ast['type'][] = ['ForStatement', 'WhileStatement', 'DoWhileStatement', 'SwitchStatement'];

/**
 * The names that differ between the cells of a block, where a kernel can be computed a block at a time; else null. It
 * can where all cells walk the same way: `for` loops that all cells leave together, one return at the end, branches
 * without loops; and where a cell has nothing that GPU.js keeps once for all: no helper, no chance, no assigned argument.
 */
export function blockVariants(node: FunctionNode): ReadonlySet<string> | null {
  const { body } = node.getJsAST().body;
  const { vInfo, usesRandom, returnType } = node;
  if (usesRandom || vInfo.assignedArgs.size > 0 || !scalars.includes(returnType)) return null;
  const names = variantNames(body, vInfo.varying);
  return cellsWalkTogether(body, names) ? names : null;
}

/** Whether all cells of a block walk the same way through a kernel's body, given the names that differ between them. */
export function cellsWalkTogether(body: readonly Statement[], names: ReadonlySet<string>): boolean {
  if (body.at(-1)?.type !== 'ReturnStatement' || body.some(callsHelper) || body.some(writesWithin)) return false;
  return body.every((statement, at) => walksTogether(statement, names, at === body.length - 1));
}

function walksTogether(statement: Statement, names: ReadonlySet<string>, last = false): boolean {
  switch (statement.type) {
    case 'ReturnStatement':
      return last && statement.argument !== null;
    case 'ForStatement': {
      const { init, test, update, body } = statement;
      if (!init || !test || !update || varies(test, names)) return false;
      const counted = new Set([...written(init), ...written(update)]);
      if ([...counted].some((name) => names.has(name)) || varies(init, names) || varies(update, names)) return false;
      return statements(body).every((inner) => walksTogether(inner, names));
    }
    case 'BlockStatement':
      return statement.body.every((inner) => walksTogether(inner, names));
    case 'VariableDeclaration':
      return statement.declarations.every(({ init }) => init !== null && init.type !== 'ArrayExpression');
    case 'ExpressionStatement':
      return statement.expression.type === 'AssignmentExpression' || statement.expression.type === 'UpdateExpression';
    case 'IfStatement':
      return !holds(statement, loops) && !holds(statement, jumps);
    default:
      return false;
  }
}

/** Whether a kernel calls functions of its own, which see the cell through globals, or draws numbers. */
export function callsHelper(node: Ast): boolean {
  const isHelper = (call: Call) => [null, 'random'].includes(mathFunction(call));
  return some(
    node,
    (below) => below.type === 'FunctionDeclaration' || (below.type === 'CallExpression' && isHelper(below)),
  );
}

/** Whether something is written in the middle of an expression. */
function writesWithin(node: Ast): boolean {
  const within = (expression: Expression | null) =>
    expression !== null && holds(expression, ['AssignmentExpression', 'UpdateExpression']);
  return some(node, (below) => {
    switch (below.type) {
      case 'ExpressionStatement':
        return within(below.expression);
      case 'ForStatement':
        return within(below.test) || within(below.update);
      case 'VariableDeclarator':
        return below.init !== null && isWrite(below.init);
      case 'IfStatement':
        return isWrite(below.test);
      case 'ReturnStatement':
        return below.argument !== null && isWrite(below.argument);
      default:
        return false;
    }
  });
}

function isWrite(expression: Expression): boolean {
  return some(expression, ({ type }) => type === 'AssignmentExpression' || type === 'UpdateExpression');
}
