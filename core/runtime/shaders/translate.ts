import {
  type Assignment,
  type Ast,
  children,
  type Declarator,
  type Expression,
  type For,
  type FunctionAst,
  type Statement,
  some,
  statements,
} from '../webasm/ast.ts';
import { countOf, integerCounters } from '../webasm/counters.ts';
import { cellsWalkTogether } from '../webasm/qualify.ts';
import { holds, variantNames, varies } from '../webasm/variance.ts';
import type { Dialect } from './dialect.ts';
import { Expressions, type Scope } from './expressions.ts';
import { Frames } from './frames.ts';
import { plus, type Sum, sum } from './place.ts';
import { Declined } from './plan.ts';
import type { Keep, ReadArray, Storage } from './storage.ts';

/** Cells that one invocation computes: so many rows, each four columns wide. */
export const COLUMNS = 4;

/** So many rounds of a loop are written out, so that numbers that lie together are loaded together. */
const UNROLLED = 4;

/** More lines than this make a program that takes longer to compile than it saves; it is then written for one cell. */
const MOST_LINES = 600;

export interface Translation {
  readonly isBlock: boolean;
  /**
   * The statements of a block: it reads the block's number from the integers `X` and `Y` and leaves cell (row, column) in
   * `cell_<row>_<column>`. Otherwise those of a function of one cell, which is at `x`, `y` and `z`, up to its `return`.
   */
  readonly text: string;
}

export interface Translatable {
  readonly ast: FunctionAst;
  readonly arrays: ReadonlyMap<string, ReadArray>;
  readonly constants: ReadonlyMap<string, ReadArray>;
  /** Rows of a block; 0 where the kernel must be written for one cell. */
  readonly blockRows: number;
}

/** Writes a kernel in a shading language. Throws `Declined` where it holds what is not translated. */
export function translate(kernel: Translatable, dialect: Dialect, storage: Storage): Translation {
  const { body } = kernel.ast.body;
  if (kernel.blockRows > 0 && cellsWalkTogether(body, variantNames(body, new Set()))) {
    const text = new Translator(kernel, dialect, storage, kernel.blockRows).write();
    if (text.split('\n').length <= MOST_LINES) return { isBlock: true, text };
  }
  return { isBlock: false, text: new Translator(kernel, dialect, storage, 0).write() };
}

class Translator {
  readonly #kernel: Translatable;
  readonly #dialect: Dialect;
  readonly #expressions: Expressions;
  /** Rows of a block; 0 where a single cell is written. */
  readonly #rows: number;
  readonly #frames = new Frames();
  readonly #counters: ReadonlySet<string>;
  /** What the counters around, and the axes, are at the moment. */
  readonly #integers = new Map<string, Sum>();
  readonly #constants: ReadonlySet<string>;
  readonly #variants: Readonly<Record<'x' | 'y', ReadonlySet<string>>>;
  #cell = { row: 0, column: 0 };

  constructor(kernel: Translatable, dialect: Dialect, storage: Storage, rows: number) {
    const { body } = kernel.ast.body;
    this.#kernel = kernel;
    this.#dialect = dialect;
    this.#expressions = new Expressions(dialect, storage);
    this.#rows = rows;
    this.#counters = integerCounters(kernel.ast);
    this.#constants = constantNames(kernel.ast);
    this.#variants = {
      x: variantNames(body, new Set(), ['x']),
      y: variantNames(body, new Set(), ['y']),
    };
    if (rows === 0) for (const axis of ['x', 'y', 'z']) this.#integers.set(`thread.${axis}`, sum({ [axis]: 1 }));
  }

  write(): string {
    this.#statements(this.#kernel.ast.body.body);
    return this.#frames.text;
  }

  #statements(list: readonly Statement[]): void {
    for (const statement of list) this.#statement(statement);
  }

  /** Writes a statement once for all cells that it does not tell apart. */
  #statement(statement: Statement): void {
    if (statement.type === 'ForStatement') this.#for(statement);
    else if (statement.type === 'BlockStatement') this.#frames.within('', () => this.#statements(statement.body));
    else if (this.#rows === 0) this.#one(statement);
    else this.#eachCell(statement);
  }

  #eachCell(statement: Statement): void {
    const isReturn = statement.type === 'ReturnStatement';
    const counts = (axis: 'x' | 'y') => isReturn || varies(statement, this.#variants[axis], [axis]);
    for (let row = 0; row < (counts('y') ? this.#rows : 1); row++) {
      for (let column = 0; column < (counts('x') ? COLUMNS : 1); column++) {
        this.#cell = { row, column };
        this.#integers.set('thread.x', sum({ X: COLUMNS }, column));
        this.#integers.set('thread.y', this.#rows === 1 ? sum({}) : sum({ Y: this.#rows }, row));
        this.#integers.set('thread.z', sum({}));
        this.#one(statement);
      }
    }
  }

  /** Writes a statement for the cell at hand. */
  #one(statement: Statement): void {
    const { scope } = this;
    switch (statement.type) {
      case 'VariableDeclaration':
        for (const declarator of statement.declarations) this.#declare(declarator);
        return;
      case 'ExpressionStatement':
        this.#frames.push(`${this.#write(statement.expression)};`);
        return;
      case 'ReturnStatement': {
        if (!statement.argument) throw new Declined('a kernel returns nothing');
        const value = this.#expressions.float(statement.argument, scope);
        const { row, column } = this.#cell;
        const name = `cell_${row}_${column}`;
        this.#frames.push(this.#rows > 0 ? this.#dialect.declare(name, value) : `return ${value};`);
        return;
      }
      case 'IfStatement': {
        const { test, consequent, alternate } = statement;
        const head = `if ${this.#expressions.truth(test, scope)}`;
        this.#frames.within(head, () => this.#branch(consequent));
        if (alternate) this.#frames.within('else', () => this.#branch(alternate));
        return;
      }
      case 'WhileStatement':
        this.#frames.within(`while ${this.#expressions.truth(statement.test, scope)}`, () =>
          this.#branch(statement.body),
        );
        return;
      case 'BreakStatement':
        this.#frames.push('break;');
        return;
      case 'ContinueStatement':
        this.#frames.push('continue;');
        return;
      case 'EmptyStatement':
        return;
      default:
        throw new Declined(`a ${statement.type} is not translated`);
    }
  }

  /** A branch of the cell at hand, without loops where it belongs to a block. */
  #branch(body: Statement): void {
    for (const statement of statements(body)) {
      if (this.#rows === 0) this.#statement(statement);
      else if (statement.type === 'BlockStatement') this.#frames.within('', () => this.#branch(statement));
      else this.#one(statement);
    }
  }

  #declare({ id, init }: Declarator): void {
    const value = init ? this.#expressions.float(init, this.scope) : '0.0';
    this.#frames.push(this.#dialect.declare(this.#variable(id.name), value));
  }

  /** An assignment or a step, without its semicolon. */
  #write(expression: Expression): string {
    if (expression.type === 'UpdateExpression' && expression.argument.type === 'Identifier') {
      return `${this.#variable(expression.argument.name)} ${expression.operator[0]}= 1.0`;
    }
    if (expression.type === 'AssignmentExpression' && expression.left.type === 'Identifier') {
      const { operator, right } = expression as Assignment;
      const name = this.#variable(expression.left.name);
      const value = this.#expressions.float(right, this.scope);
      if (['=', '+=', '-=', '*=', '/='].includes(operator)) return `${name} ${operator} ${value}`;
    }
    throw new Declined(`a ${expression.type} is not translated here`);
  }

  #for(node: For): void {
    const count = countOf(node, this.#counters);
    if (!count || count.rounds === null || holds(node.body, ['BreakStatement', 'ContinueStatement'])) {
      this.#uncountedFor(node);
      return;
    }
    const { name, first, step, rounds } = count;
    // Only innermost loops, so that programs stay short, and none with branches: software GPUs take minutes over many.
    const unrolled = some(node.body, isLoopOrBranch) ? 1 : UNROLLED;
    const whole = Math.floor(rounds / unrolled);
    const index = this.#frames.newName('round');
    const body = (at: Sum) => {
      this.#integers.set(name, plus(sum({}, first), at, step));
      this.#body(node.body);
    };
    const write = () => {
      for (let round = 0; round < unrolled; round++) body(sum({ [index]: unrolled }, round));
    };
    if (whole > 0) this.#frames.within(this.#dialect.countTo(index, whole), write, index);
    for (let round = whole * unrolled; round < rounds; round++) body(sum({}, round));
    this.#integers.delete(name);
  }

  /** The body of a loop's round, within braces of its own where it declares something. */
  #body(body: Statement): void {
    if (holds(body, ['VariableDeclaration'])) this.#frames.within('', () => this.#statements(statements(body)));
    else this.#statements(statements(body));
  }

  #uncountedFor({ init, test, update, body }: For): void {
    if (init?.type !== 'VariableDeclaration' || !test || !update) throw new Declined('a loop lacks a part');
    this.#cell = { row: 0, column: 0 };
    this.#frames.within('', () => {
      for (const declarator of init.declarations) this.#declare(declarator);
      // A load of the test belongs to each round, so the loop is one without end that is left.
      const isContinued = holds(body, ['ContinueStatement']);
      if (isContinued) throw new Declined('a loop that does not count goes on early');
      this.#frames.within('while (true)', () => {
        this.#frames.push(`if (!${this.#expressions.truth(test, this.scope)}) { break; }`);
        this.#statements(statements(body));
        this.#frames.push(`${this.#write(update)};`);
      });
    });
  }

  #variable(name: string): string {
    if (this.#rows === 0) return `v_${name}`;
    const row = this.#variants.y.has(name) ? `_r${this.#cell.row}` : '';
    const column = this.#variants.x.has(name) ? `_c${this.#cell.column}` : '';
    return `v_${name}${row}${column}`;
  }

  get scope(): Scope {
    const { arrays, constants } = this.#kernel;
    const keep: Keep = (type, load, isFixed, from) =>
      isFixed ? this.#frames.keep(load, from, (name) => this.#dialect.keep(name, type, load)) : load;
    return {
      arrays,
      constants,
      integer: (name) => this.#integers.get(name) ?? null,
      variable: (name) => {
        if (arrays.has(name)) throw new Declined(`the array '${name}' is used as a number`);
        return this.#variable(name);
      },
      isConstant: (name) => this.#constants.has(name),
      keep,
    };
  }
}

const isLoopOrBranch = ({ type }: Ast) =>
  ['ForStatement', 'WhileStatement', 'DoWhileStatement', 'IfStatement'].includes(type);

/** The names that are declared once, by `const`, and so mean one number wherever they are seen. */
function constantNames(ast: Ast): ReadonlySet<string> {
  const declared: string[] = [];
  const constant = new Set<string>();
  const visit = (node: Ast) => {
    if (node.type === 'VariableDeclaration') {
      for (const { id } of node.declarations) {
        declared.push(id.name);
        if (node.kind === 'const') constant.add(id.name);
      }
    }
    for (const child of children(node)) visit(child);
  };
  visit(ast);
  return new Set([...constant].filter((name) => declared.indexOf(name) === declared.lastIndexOf(name)));
}
