import { type Axis, type Expression, isIntegerLiteral, threadAxis } from './ast.ts';
import type { Count } from './counters.ts';

/** An index as a sum: so many times each term (an axis of the thread, a loop's counter), a constant, and anything else. */
export interface Affine {
  readonly terms: ReadonlyMap<string, number>;
  readonly constant: number;
  /** Whether there are parts of which nothing is known but that they are the same wherever this one is used. */
  readonly rest: boolean;
}

/** What may stand in an index: which names count, and which expressions are the same for all the cells at hand. */
export interface Surroundings {
  readonly counts: readonly Count[];
  isUniform(node: Expression): boolean;
  typeOf(node: Expression): string | null;
}

const termOf = (axis: Axis) => `thread.${axis}`;

/** Takes an index apart; null where it is no such sum. All of the sum is 32 bit integer arithmetic. */
export function affine(node: Expression, around: Surroundings): Affine | null {
  const axis = threadAxis(node);
  if (axis) return term(termOf(axis));
  if (isIntegerLiteral(node)) return { terms: new Map(), constant: node.value, rest: false };
  if (node.type === 'Identifier' && around.counts.some(({ name }) => name === node.name)) return term(node.name);
  const parts = isIntegerSum(node, around) ? sumOf(node, around) : null;
  return parts ?? (around.isUniform(node) ? { terms: new Map(), constant: 0, rest: true } : null);
}

function isIntegerSum(node: Expression, { typeOf }: Surroundings): node is Expression & { type: 'BinaryExpression' } {
  if (node.type !== 'BinaryExpression' || !['+', '-', '*'].includes(node.operator)) return false;
  return [node.left, node.right].every((side) => ['Integer', 'LiteralInteger'].includes(typeOf(side) ?? ''));
}

function sumOf(
  { operator, left, right }: Expression & { type: 'BinaryExpression' },
  around: Surroundings,
): Affine | null {
  const [a, b] = [affine(left, around), affine(right, around)];
  if (!a || !b) return null;
  if (operator === '+') return add(a, b, 1);
  if (operator === '-') return add(a, b, -1);
  if (isIntegerLiteral(left)) return scale(b, left.value);
  return isIntegerLiteral(right) ? scale(a, right.value) : null;
}

function term(name: string): Affine {
  return { terms: new Map([[name, 1]]), constant: 0, rest: false };
}

export function scale({ terms, constant, rest }: Affine, factor: number): Affine {
  return {
    terms: new Map([...terms].map(([name, times]) => [name, times * factor])),
    constant: constant * factor,
    rest,
  };
}

export function add(a: Affine, b: Affine, sign: 1 | -1): Affine {
  const terms = new Map(a.terms);
  for (const [name, times] of b.terms) terms.set(name, (terms.get(name) ?? 0) + sign * times);
  return { terms, constant: a.constant + sign * b.constant, rest: a.rest || b.rest };
}

/** How far an index moves when a thread's axis or a counter goes one further. */
export function stride({ terms }: Affine, name: string): number {
  return terms.get(name) ?? 0;
}

export function threadStride(index: Affine, axis: Axis): number {
  return stride(index, termOf(axis));
}

/**
 * Whether an index stays in [0, length) for every cell and every round of the loops around it. `output` is the kernel's,
 * along x, y and z.
 */
export function staysWithin(
  { terms, constant, rest }: Affine,
  length: number,
  output: readonly number[],
  counts: readonly Count[],
): boolean {
  if (rest) return false;
  const ranges = new Map<string, readonly [number, number] | null>(counts.map(({ name, range }) => [name, range]));
  (['x', 'y', 'z'] as const).forEach((axis, at) => {
    ranges.set(termOf(axis), [0, (output[at] ?? 1) - 1]);
  });
  let [least, greatest] = [constant, constant];
  for (const [name, times] of terms) {
    const range = ranges.get(name);
    if (!range) return false;
    least += Math.min(times * range[0], times * range[1]);
    greatest += Math.max(times * range[0], times * range[1]);
  }
  return least >= 0 && greatest < length;
}
