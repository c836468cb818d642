/** The syntax tree of a kernel as acorn gives it to GPU.js: the JavaScript that kernels may be written in. */
export type Ast = Expression | Statement | Declarator;

export type Expression =
  | Literal
  | Identifier
  | ThisExpression
  | Member
  | Binary
  | Unary
  | Update
  | Assignment
  | Conditional
  | Call
  | Sequence
  | List;

export type Statement =
  | Declaration
  | ExpressionStatement
  | Return
  | If
  | For
  | While
  | Block
  | Switch
  | FunctionAst
  | Bare;

export interface Literal {
  readonly type: 'Literal';
  readonly value: unknown;
}
interface Identifier {
  readonly type: 'Identifier';
  readonly name: string;
}
interface ThisExpression {
  readonly type: 'ThisExpression';
}
export interface Member {
  readonly type: 'MemberExpression';
  readonly object: Expression;
  readonly property: Expression;
  readonly computed: boolean;
}
export interface Binary {
  readonly type: 'BinaryExpression' | 'LogicalExpression';
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}
interface Unary {
  readonly type: 'UnaryExpression';
  readonly operator: string;
  readonly argument: Expression;
}
interface Update {
  readonly type: 'UpdateExpression';
  readonly operator: '++' | '--';
  readonly argument: Expression;
}
export interface Assignment {
  readonly type: 'AssignmentExpression';
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}
interface Conditional {
  readonly type: 'ConditionalExpression';
  readonly test: Expression;
  readonly consequent: Expression;
  readonly alternate: Expression;
}
export interface Call {
  readonly type: 'CallExpression';
  readonly callee: Expression;
  readonly arguments: readonly Expression[];
}
interface Sequence {
  readonly type: 'SequenceExpression';
  readonly expressions: readonly Expression[];
}
interface List {
  readonly type: 'ArrayExpression';
  readonly elements: readonly Expression[];
}
export interface Declarator {
  readonly type: 'VariableDeclarator';
  readonly id: Identifier;
  readonly init: Expression | null;
}
export interface Declaration {
  readonly type: 'VariableDeclaration';
  readonly kind: 'const' | 'let' | 'var';
  readonly declarations: readonly Declarator[];
}
interface ExpressionStatement {
  readonly type: 'ExpressionStatement';
  readonly expression: Expression;
}
interface Return {
  readonly type: 'ReturnStatement';
  readonly argument: Expression | null;
}
export interface If {
  readonly type: 'IfStatement';
  readonly test: Expression;
  readonly consequent: Statement;
  readonly alternate: Statement | null;
}
export interface For {
  readonly type: 'ForStatement';
  readonly init: Declaration | Expression | null;
  readonly test: Expression | null;
  readonly update: Expression | null;
  readonly body: Statement;
}
interface While {
  readonly type: 'WhileStatement' | 'DoWhileStatement';
  readonly test: Expression;
  readonly body: Statement;
}
interface Block {
  readonly type: 'BlockStatement';
  readonly body: readonly Statement[];
}
interface Switch {
  readonly type: 'SwitchStatement';
  readonly discriminant: Expression;
}
export interface FunctionAst {
  readonly type: 'FunctionDeclaration' | 'FunctionExpression';
  readonly body: Block;
}
interface Bare {
  readonly type: 'BreakStatement' | 'ContinueStatement' | 'EmptyStatement' | 'DebuggerStatement';
}

const known = new WeakMap<Ast, readonly Ast[]>();

/** The nodes right below a node, in the order of the text. Trees do not change, so what was found is kept. */
export function children(node: Ast): readonly Ast[] {
  const before = known.get(node);
  if (before) return before;
  const found: Ast[] = [];
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) found.push(...value.filter(isNode));
    else if (isNode(value)) found.push(value);
  }
  known.set(node, found);
  return found;
}

function isNode(value: unknown): value is Ast {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Ast>).type === 'string';
}

/** Whether a child is a property's name, which looks like a variable's: `b` in `a.b`. */
export function isPropertyName(node: Ast, child: Ast): boolean {
  return node.type === 'MemberExpression' && !node.computed && node.property === child;
}

/** Whether a node or one below it passes the test. */
export function some(node: Ast, test: (node: Ast) => boolean): boolean {
  return test(node) || children(node).some((child) => some(child, test));
}

const knownWrites = new WeakMap<Ast, ReadonlySet<string>>();

/** The names that a node declares or writes. */
export function written(node: Ast): ReadonlySet<string> {
  const before = knownWrites.get(node);
  if (before) return before;
  const names = new Set<string>();
  const target =
    node.type === 'VariableDeclarator'
      ? node.id
      : node.type === 'AssignmentExpression'
        ? node.left
        : node.type === 'UpdateExpression'
          ? node.argument
          : null;
  if (target?.type === 'Identifier') names.add(target.name);
  for (const child of children(node)) for (const name of written(child)) names.add(name);
  knownWrites.set(node, names);
  return names;
}

/** The statements of a loop's or a branch's body, with or without braces. */
export function statements(body: Statement): readonly Statement[] {
  return body.type === 'BlockStatement' ? body.body : [body];
}

export function isIntegerLiteral(node: Ast | null): node is Literal & { readonly value: number } {
  return node?.type === 'Literal' && Number.isInteger(node.value);
}

export type Axis = 'x' | 'y' | 'z';

/** The axis of `this.thread.x`, `.y` or `.z`; null for anything else. */
export function threadAxis(node: Ast): Axis | null {
  if (node.type !== 'MemberExpression' || node.computed) return null;
  const { object, property } = node;
  const isThread =
    object.type === 'MemberExpression' &&
    !object.computed &&
    object.property.type === 'Identifier' &&
    object.property.name === 'thread';
  return isThread && property.type === 'Identifier' ? (property.name as Axis) : null;
}

/** Makes every `this.thread.x` of a tree `this.thread.y` and the other way round. */
export function exchangeThreadAxes(ast: Ast): void {
  const axis = threadAxis(ast);
  if (axis === 'x' || axis === 'y') {
    const { property } = ast as Member;
    (property as { name: string }).name = axis === 'x' ? 'y' : 'x';
  }
  for (const child of children(ast)) exchangeThreadAxes(child);
}

/** The name of the `Math` function that is called; null for a call of anything else. */
export function mathFunction({ callee }: Call): string | null {
  if (callee.type !== 'MemberExpression' || callee.computed) return null;
  const { object, property } = callee;
  const isMath = object.type === 'Identifier' && object.name === 'Math';
  return isMath && property.type === 'Identifier' ? property.name : null;
}
