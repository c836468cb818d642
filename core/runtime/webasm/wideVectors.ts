/**
 * V8 can join two neighbouring vectors of WebAssembly to one of 256 bits, where the processor has AVX2: the same operations
 * on the same numbers, and so the same bits. It has to be told to. Blocks of sixteen columns give it enough to do at a time;
 * without it they do not fit the registers, and are slower.
 */

/** The flag's name in Chromium, and the one in Node and in Chromium before. A name that V8 does not know does no harm. */
export const V8_FLAGS = ['--wasm-revectorize', '--experimental-wasm-revectorize'] as const;

/**
 * The flag in a Node with such a V8; null where it does nothing for the loops of kernels (Node 22), or is not known to be
 * there: V8 prints an error then.
 */
export function nodeFlag(v8: string): string | null {
  const [major] = v8.split('.').map(Number);
  return major === 13 || major === 14 ? V8_FLAGS[1] : null;
}
