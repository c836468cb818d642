import { affine } from '../webasm/affine.ts';
import { type Call, type Expression, isIntegerLiteral, type Member, mathFunction, threadAxis } from '../webasm/ast.ts';
import { callMath, type Dialect } from './dialect.ts';
import { combine, isFixed, type Place, plus, type Sum, sum, textOf } from './place.ts';
import { Declined } from './plan.ts';
import type { Keep, ReadArray, Storage } from './storage.ts';

/** What names mean where an expression stands. */
export interface Scope {
  readonly arrays: ReadonlyMap<string, ReadArray>;
  readonly constants: ReadonlyMap<string, ReadArray>;
  /** The integer that a loop's counter or an axis (`thread.x`) is; null for a name that is a float. */
  integer(name: string): Sum | null;
  /** How a float variable is spelt. */
  variable(name: string): string;
  /** Whether a float variable keeps its value. */
  isConstant(name: string): boolean;
  readonly keep: Keep;
}

const comparisons: Readonly<Record<string, string>> = {
  '<': '<',
  '>': '>',
  '<=': '<=',
  '>=': '>=',
  '==': '==',
  '===': '==',
  '!=': '!=',
  '!==': '!=',
};

const numbers: Readonly<Record<string, number>> = {
  E: Math.E,
  PI: Math.PI,
  SQRT2: Math.SQRT2,
  SQRT1_2: Math.SQRT1_2,
  LN2: Math.LN2,
  LN10: Math.LN10,
  LOG2E: Math.LOG2E,
  LOG10E: Math.LOG10E,
};

/** A number as a float literal. */
export function floatText(value: number): string {
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** Spells a kernel's expressions in a shading language. All numbers are floats, but for places in arrays. */
export class Expressions {
  readonly #dialect: Dialect;
  readonly #storage: Storage;

  constructor(dialect: Dialect, storage: Storage) {
    this.#dialect = dialect;
    this.#storage = storage;
  }

  float(node: Expression, scope: Scope): string {
    const integer = this.#integer(node, scope);
    if (integer) {
      if (integer.terms.size === 0) return floatText(integer.constant);
      return this.#dialect.toFloat(textOf(integer));
    }
    switch (node.type) {
      case 'Literal':
        if (typeof node.value === 'number') return floatText(node.value);
        break;
      case 'Identifier':
        return scope.variable(node.name);
      case 'MemberExpression':
        return this.#member(node, scope);
      case 'BinaryExpression': {
        const [a, b] = [this.float(node.left, scope), this.float(node.right, scope)];
        if (['+', '-', '*', '/'].includes(node.operator)) return `(${a} ${node.operator} ${b})`;
        if (node.operator === '%') return this.#dialect.remainder(a, b);
        break;
      }
      case 'UnaryExpression':
        if (node.operator === '-') return `(-${this.float(node.argument, scope)})`;
        if (node.operator === '+') return this.float(node.argument, scope);
        break;
      case 'ConditionalExpression': {
        const { test, consequent, alternate } = node;
        const [yes, no] = [this.float(consequent, scope), this.float(alternate, scope)];
        return this.#dialect.choose(this.truth(test, scope), yes, no);
      }
      case 'CallExpression':
        return this.#call(node, scope);
    }
    throw new Declined(`a ${node.type} is not translated`);
  }

  /** A condition. */
  truth(node: Expression, scope: Scope): string {
    if (node.type === 'Literal' && typeof node.value === 'boolean') return `(${node.value})`;
    if (node.type === 'UnaryExpression' && node.operator === '!') return `(!${this.truth(node.argument, scope)})`;
    if (node.type === 'LogicalExpression' && ['&&', '||'].includes(node.operator)) {
      return `(${this.truth(node.left, scope)} ${node.operator} ${this.truth(node.right, scope)})`;
    }
    const comparison = node.type === 'BinaryExpression' ? comparisons[node.operator] : undefined;
    if (node.type === 'BinaryExpression' && comparison) {
      return `(${this.float(node.left, scope)} ${comparison} ${this.float(node.right, scope)})`;
    }
    return `(${this.float(node, scope)} != 0.0)`;
  }

  /** A place in an array. */
  place(node: Expression, scope: Scope): Place {
    const integer = this.#integer(node, scope);
    if (integer) return integer;
    return { text: this.#dialect.toInteger(this.float(node, scope)), isFixed: this.#isFixed(node, scope) };
  }

  /** An expression of integers only, as a sum. */
  #integer(node: Expression, scope: Scope): Sum | null {
    if (!isInteger(node, scope)) return null;
    const parts = affine(node, {
      counts: namesIn(node).map((name) => ({ name, first: 0, step: 1, range: null, rounds: null })),
      isUniform: () => false,
      typeOf: (part) => (isInteger(part, scope) ? 'Integer' : null),
    });
    if (!parts) return null;
    return [...parts.terms].reduce(
      (total, [name, times]) => plus(total, scope.integer(name) as Sum, times),
      sum({}, parts.constant),
    );
  }

  #member(node: Member, scope: Scope): string {
    const { object, property } = node;
    if (!node.computed && object.type === 'Identifier' && object.name === 'Math' && property.type === 'Identifier') {
      const value = numbers[property.name];
      if (value !== undefined) return floatText(value);
    }
    const read = this.#arrayRead(node, scope);
    if (!read) throw new Declined('a name of GPU.js is not translated');
    return this.#storage.read(read.array, read.row, read.column, scope.keep);
  }

  #arrayRead(node: Expression, scope: Scope): { array: ReadArray; row: Place; column: Place } | null {
    const indices: Expression[] = [];
    let object = node;
    while (object.type === 'MemberExpression' && object.computed) {
      indices.push(object.property);
      object = object.object;
    }
    const array = arrayOf(object, scope);
    const [x, y, z] = indices;
    if (!array || !x || indices.length > 3) return null;
    const inLayer = y ? this.place(y, scope) : sum({});
    const row = z ? combine(inLayer, this.place(z, scope), array.sizes[1]) : inLayer;
    return { array, row, column: this.place(x, scope) };
  }

  #call(node: Call, scope: Scope): string {
    const name = mathFunction(node);
    const values = node.arguments.map((value) => this.float(value, scope));
    const text = name === null ? null : callMath(this.#dialect, name, values);
    if (text === null) throw new Declined(`a call of ${name ?? 'a function'} is not translated`);
    return text;
  }

  /** Whether a float is made of nothing that changes. */
  #isFixed(node: Expression, scope: Scope): boolean {
    switch (node.type) {
      case 'Literal':
        return true;
      case 'Identifier':
        return scope.integer(node.name) !== null || scope.isConstant(node.name);
      case 'MemberExpression': {
        if (threadAxis(node)) return true;
        const read = this.#arrayRead(node, scope);
        return read === null || (isFixed(read.row) && isFixed(read.column));
      }
      case 'BinaryExpression':
        return this.#isFixed(node.left, scope) && this.#isFixed(node.right, scope);
      case 'UnaryExpression':
        return this.#isFixed(node.argument, scope);
      case 'CallExpression':
        return node.arguments.every((value) => this.#isFixed(value, scope));
      default:
        return false;
    }
  }
}

function isInteger(node: Expression, scope: Scope): boolean {
  const axis = threadAxis(node);
  if (axis || isIntegerLiteral(node)) return axis !== null || Math.abs((node as { value: number }).value) < 2 ** 24;
  if (node.type === 'Identifier') return scope.integer(node.name) !== null;
  if (node.type !== 'BinaryExpression' || !['+', '-', '*'].includes(node.operator)) return false;
  if (node.operator === '*' && !isIntegerLiteral(node.left) && !isIntegerLiteral(node.right)) return false;
  return isInteger(node.left, scope) && isInteger(node.right, scope);
}

function namesIn(node: Expression): string[] {
  if (node.type === 'Identifier') return [node.name];
  return node.type === 'BinaryExpression' ? [...namesIn(node.left), ...namesIn(node.right)] : [];
}

/** The array that a parameter's name or `this.constants.name` stands for. */
function arrayOf(node: Expression, { arrays, constants }: Scope): ReadArray | null {
  if (node.type === 'Identifier') return arrays.get(node.name) ?? null;
  if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier') return null;
  const { object } = node;
  const isConstant =
    object.type === 'MemberExpression' &&
    !object.computed &&
    object.object.type === 'ThisExpression' &&
    object.property.type === 'Identifier' &&
    object.property.name === 'constants';
  return isConstant ? (constants.get(node.property.name) ?? null) : null;
}
