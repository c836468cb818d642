/**
 * The one source of chance. Every stream is named by a seed and a path of keys (`'shuffle', epoch`), never by how much
 * was drawn before: the same project and seed give the same numbers, and a resumed run needs no hidden state.
 */

/** A stream of pseudo-random numbers: sfc32 by Chris Doty-Humphrey, seeded through a 32-bit string and number hash. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;
  #spareNormal: number | undefined;

  constructor(seed: number, ...path: (string | number)[]) {
    this.#a = hash(seed, path, 0x9e3779b9);
    this.#b = hash(seed, path, 0x243f6a88);
    this.#c = hash(seed, path, 0xb7e15162);
    for (let round = 0; round < 12; round++) this.#next();
  }

  #next(): number {
    const result = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + result) | 0;
    return result >>> 0;
  }

  /** Uniform in [low, high), 53 bits. */
  uniform(low = 0, high = 1): number {
    const unit = ((this.#next() >>> 5) * 67108864 + (this.#next() >>> 6)) / 9007199254740992;
    return low + unit * (high - low);
  }

  /** Normal, by Marsaglia's polar method; the second value of each accepted pair is kept for the next call. */
  normal(mean = 0, deviation = 1): number {
    if (this.#spareNormal !== undefined) {
      const spare = this.#spareNormal;
      this.#spareNormal = undefined;
      return mean + deviation * spare;
    }
    for (;;) {
      const u = this.uniform(-1, 1);
      const v = this.uniform(-1, 1);
      const s = u * u + v * v;
      if (s === 0 || s >= 1) continue;
      const scale = Math.sqrt((-2 * Math.log(s)) / s);
      this.#spareNormal = v * scale;
      return mean + deviation * u * scale;
    }
  }

  /** A whole number in [0, bound). */
  integer(bound: number): number {
    return Math.floor(this.uniform() * bound);
  }

  /** The numbers 0 … count-1 in random order (Fisher-Yates). */
  permutation(count: number): Uint32Array {
    const order = new Uint32Array(count);
    for (let index = 0; index < count; index++) order[index] = index;
    for (let last = count - 1; last > 0; last--) {
      const other = this.integer(last + 1);
      const kept = order[last] as number;
      order[last] = order[other] as number;
      order[other] = kept;
    }
    return order;
  }
}

/** FNV-1a over the seed's bytes and the path, finished by murmur3's mixer so that near seeds give far streams. */
function hash(seed: number, path: readonly (string | number)[], salt: number): number {
  const text = `${seed}/${path.join('/')}`;
  let h = salt | 0;
  for (let index = 0; index < text.length; index++) {
    h = Math.imul(h ^ text.charCodeAt(index), 0x01000193);
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * The prime below 2^12: products of two residues stay below 2^24, so that a 32-bit float holds them exactly and every
 * backend draws the same dropout mask. It is 2 mod 3, which makes cubing a bijection.
 */
export const MASK_PRIME = 4091;

/** A key for one dropout mask, drawn from the stream of this seed, block and step: a whole number below MASK_PRIME². */
export function maskKey(seed: number, block: string, step: number): number {
  return new Random(seed, 'dropout', block, step).integer(MASK_PRIME * MASK_PRIME);
}

/**
 * The counter-based generator behind dropout: the element's row-major index, split into two residues, mixed by Feistel
 * rounds of cubing modulo MASK_PRIME under the two residues of the key. `core/blocks/dropout.ts` holds the same
 * arithmetic as kernel source; a test holds the two together on every backend.
 *
 * @returns a whole number in [0, MASK_PRIME)
 */
export function maskResidue(key: number, index: number): number {
  const p = MASK_PRIME;
  const keys = [key % p, Math.floor(key / p)] as const;
  let low = index % p;
  let high = Math.floor(index / p) % p;
  for (const round of keys) {
    const a = (low + round + 1) % p;
    high = (high + ((a * a) % p) * a) % p;
    const b = (high + round + 2) % p;
    low = (low + ((b * b) % p) * b) % p;
  }
  return low;
}
