/** How a shading language spells what kernels are made of. */
export interface Dialect {
  /** A variable of type float. */
  declare(name: string, value: string): string;
  /** A kept load that nothing assigns. */
  keep(name: string, type: 'float' | 'vec4', value: string): string;
  toFloat(integer: string): string;
  toInteger(float: string): string;
  choose(test: string, yes: string, no: string): string;
  /** The remainder with the sign of the dividend. */
  remainder(a: string, b: string): string;
  /** The head of a loop over the integers [0, rounds). */
  countTo(name: string, rounds: number): string;
  /** Functions of `Math` that are spelt differently, by name. */
  readonly functions: Readonly<Record<string, (...values: readonly string[]) => string>>;
}

/** Functions of `Math` that shading languages spell the same. */
const same = [
  'abs',
  'acos',
  'asin',
  'atan',
  'ceil',
  'cos',
  'cosh',
  'exp',
  'floor',
  'log',
  'log2',
  'max',
  'min',
  'sign',
  'sin',
  'sinh',
  'sqrt',
  'tan',
  'tanh',
  'trunc',
];

/** A call of a function of `Math`; null for one that shaders do not have. */
export function callMath(dialect: Dialect, name: string, values: readonly string[]): string | null {
  const own = dialect.functions[name];
  if (own) return own(...values);
  return same.includes(name) ? `${name}(${values.join(', ')})` : null;
}
