/**
 * V8 can join two neighbouring vectors of WebAssembly to one of 256 bits, where the processor has AVX2: the same operations
 * on the same numbers, and so the same bits. It has to be told to. Blocks of sixteen columns give it enough to do at a time;
 * without it they do not fit the registers, and are slower.
 */

/** The flag's name in Chromium, and the one in Node 22 to 26 and in Chromium before. A name that V8 does not know does no harm. */
export const V8_FLAGS = ['--wasm-revectorize', '--experimental-wasm-revectorize'] as const;

/** The flag in a Node with such a V8; null where it has none, or none that is known here: asking V8 would print an error. */
export function nodeFlag(v8: string): string | null {
  const [major = 0, minor = 0] = v8.split('.').map(Number);
  const known = (major === 12 && minor >= 4) || major === 13 || major === 14;
  return known ? V8_FLAGS[1] : null;
}
