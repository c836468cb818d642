/**
 * A kernel is one GPU.js program: a function of a few tensors that computes one cell of its output. Kernels see
 * matrices of (rows, features) and vectors only; which block they serve is the plan's business.
 */
export interface Kernel {
  /** What it computes, for people: `linear.forward`. */
  readonly name: string;
  /** The names its source gives to what it reads, in order. */
  readonly parameters: readonly string[];
  /** `[rows, columns]`, indexed as `[this.thread.y][this.thread.x]`, or `[length]`, indexed by `this.thread.x`. */
  readonly shape: readonly number[];
  /**
   * The text that GPU.js compiles. It is text and not a function because bundlers rewrite functions. Written plainly:
   * `for` loops with a literal start and bound, one trailing return, no helpers.
   */
  readonly source: string;
  /** Data that lives with the kernel, known in its source as `this.constants.<name>`: constant to value name. */
  readonly constants?: Readonly<Record<string, string>>;
}

/** A tensor within a plan: known by name and shape, its numbers exist only while the plan runs. */
export interface Value {
  readonly name: string;
  readonly shape: readonly number[];
}

/** What a block asks for when it writes a kernel into a plan. */
export interface KernelCall {
  /** The part of the block this kernel is: `forward`, `rowMaximum`. It names the kernel and its output. */
  readonly part: string;
  readonly reads: Readonly<Record<string, Value>>;
  readonly shape: readonly number[];
  readonly body: string;
  readonly constants?: Readonly<Record<string, string>>;
}

/** Writes a kernel call into the plan under construction and returns its output. */
export type Emit = (call: KernelCall) => Value;

export function kernel(name: string, call: Omit<KernelCall, 'part'>): Kernel {
  const { reads, shape, body, constants } = call;
  const parameters = Object.keys(reads);
  return { name, parameters, shape, source: kernelSource(parameters, body), ...(constants && { constants }) };
}

/** The function text around a body, indented by its braces, however the pieces of the body were put together. */
function kernelSource(parameters: readonly string[], body: string): string {
  const lines: string[] = [];
  let depth = 1;
  for (const line of body.split('\n').map((text) => text.trim())) {
    if (line === '') continue;
    const braces = (brace: string) => line.split(brace).length - 1;
    const closing = line.startsWith('}') ? 1 : 0;
    lines.push('  '.repeat(depth - closing) + line);
    depth += braces('{') - braces('}');
  }
  return `function (${parameters.join(', ')}) {\n${lines.join('\n')}\n}`;
}

export function rowsOf(value: Value): number {
  return value.shape[0] as number;
}

/** The features of a row; 1 for a vector. */
export function columnsOf(value: Value): number {
  return value.shape[1] ?? 1;
}

/** A number as kernel text: always with a point or exponent, so that GPU.js takes it for a float on every backend. */
export function literal(value: number): string {
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
