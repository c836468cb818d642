/** WebAssembly's relaxed SIMD, as far as it is used here. Pages ask for it too, so GPU.js stays out of this file. */
declare const WebAssembly: { validate(bytes: Uint8Array): boolean };

/** `f32x4.relaxed_madd`: a · b + c, rounded once where the processor can. */
export const RELAXED_MADD = [0xfd, 0x85, 0x02] as const;

/** A module with one function, which multiplies and adds zeros. */
const PROBE = (() => {
  const zeros = [0xfd, 0x0c, ...new Array<number>(16).fill(0)];
  const body = [0, ...zeros, ...zeros, ...zeros, ...RELAXED_MADD, 0x0b];
  const type = [1, 5, 1, 0x60, 0, 1, 0x7b];
  const code = [10, body.length + 2, 1, body.length, ...body];
  return Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...type, 3, 2, 1, 0, ...code]);
})();

/** What lets Node know the instruction before version 22. */
export const NODE_FLAG = '--experimental-wasm-relaxed-simd';

/** Whether the engine at hand knows the instruction. */
export function isFmaSupported(): boolean {
  return WebAssembly.validate(PROBE);
}
