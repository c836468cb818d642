import type { Emitter } from './stock.ts';

/**
 * Writes arithmetic on pairs of numbers in double precision (`f64x2`), which GPU.js's assembler has no methods for: one
 * call an instruction, on the stack, in the order in which it runs. Codes are those of the WebAssembly SIMD specification.
 */
export class Pairs {
  readonly #em: Emitter;

  constructor(em: Emitter) {
    this.#em = em;
  }

  get(local: number): this {
    this.#em.localGet(local);
    return this;
  }

  set(local: number): this {
    this.#em.localSet(local);
    return this;
  }

  /** The same number twice. */
  constant(value: number): this {
    const bytes = new Uint8Array(new Float64Array([value, value]).buffer);
    this.#em.bytes.push(SIMD, 0x0c, ...bytes);
    return this;
  }

  add = () => this.#simd(0xf0);
  subtract = () => this.#simd(0xf1);
  multiply = () => this.#simd(0xf2);
  divide = () => this.#simd(0xf3);
  absolute = () => this.#simd(0xec);
  /** The lesser, or greater, of what is below and on top of the stack; what is no number stays below. */
  lesser = () => this.#simd(0xf6);
  greater = () => this.#simd(0xf7);
  isLess = () => this.#simd(0x49);
  isAtLeast = () => this.#simd(0x4c);
  isOther = () => this.#simd(0x48);
  or = () => this.#simd(0x50);
  /** Of two values and a mask on top: the lower value where the mask is set, else the upper one. */
  choose = () => this.#simd(0x52);

  /** Nothing but the sign. */
  sign(): this {
    return this.constant(-0).#simd(0x4e);
  }

  /** Whole numbers towards zero, 32 bits, in the lower half; 0 for what is no number. */
  toIntegers = () => this.#simd(0xfc);
  /** Of whole numbers in the lower half. */
  fromIntegers = () => this.#simd(0xfe);

  /** 2 to the power of whole numbers in the lower half, which are within ±1022. */
  powerOfTwo(): this {
    return this.#simd(0xc7).#wide(1023n).#simd(0xce).#shift(52, 0xcb);
  }

  /** The two floats in the lower half, in double precision; and back, with zeros in the upper half. */
  fromSingle = () => this.#simd(0x5f);
  toSingle = () => this.#simd(0x5e);

  /** The upper half of a vector of four, in the lower half. */
  upperHalf(local: number): this {
    return this.get(local).get(local).#shuffle([8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15]);
  }

  /** The lower halves of two vectors as one. */
  join(): this {
    return this.#shuffle([0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23]);
  }

  /** terms[0] + x·(terms[1] + x·(…)), with x in a local. */
  polynomial(x: number, terms: readonly number[]): this {
    const [last = 0, ...before] = [...terms].reverse();
    this.constant(last);
    for (const term of before) this.get(x).multiply().constant(term).add();
    return this;
  }

  /**
   * Takes positive numbers apart into 2^k·m with m from about √½ to √2.
   *
   * @param x the local with the numbers
   * @param k the local that gets k
   * @param m the local that gets m
   */
  split(x: number, k: number, m: number): this {
    // The bits of m's fraction from which on it is halved, so that the exponent is one more.
    const toRoot = 0x95f64n << 32n;
    this.get(x).#wide(toRoot).#simd(0xce).#shift(52, 0xcd).set(k);
    this.get(x)
      .get(k)
      .#shift(52, 0xcb)
      .#simd(0xd1)
      .#wide(1023n << 52n)
      .#simd(0xce)
      .set(m);
    // Below the bits of 2^52, whole numbers are fractions of the last place.
    return this.get(k)
      .#wide(BigInt.asUintN(64, 0x433n << 52n))
      .#simd(0x50)
      .constant(2 ** 52 + 1023)
      .subtract()
      .set(k);
  }

  #simd(code: number): this {
    this.#em.bytes.push(SIMD, ...(code < 0x80 ? [code] : [(code & 0x7f) | 0x80, code >> 7]));
    return this;
  }

  #shift(bits: number, code: number): this {
    this.#em.i32Const(bits);
    return this.#simd(code);
  }

  /** A whole number of 64 bits, twice. */
  #wide(value: bigint): this {
    this.#em.bytes.push(SIMD, 0x0c, ...new Uint8Array(new BigUint64Array([value, value]).buffer));
    return this;
  }

  #shuffle(bytes: readonly number[]): this {
    this.#em.bytes.push(SIMD, 0x0d, ...bytes);
    return this;
  }
}

const SIMD = 0xfd;
