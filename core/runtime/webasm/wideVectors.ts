/**
 * V8 can join two neighbouring vectors of WebAssembly to one of 256 bits, where the processor has AVX2: the same operations
 * on the same numbers, and so the same bits. It has to be told to. Blocks of sixteen columns give it enough to do at a time;
 * without it they do not fit the registers, and are slower.
 */

/**
 * The flag's name in Chromium, and the one in Node and in Chromium before. Of a name that it does not know, Chromium's V8
 * says so and goes on.
 */
export const V8_FLAGS = ['--wasm-revectorize', '--experimental-wasm-revectorize'] as const;

/**
 * The flag in a Node like this; null where it does nothing for the loops of kernels (Node 22), or is not known to be there:
 * Node builds it in for x64 only, and not for macOS, and without it V8 prints an error.
 */
export function nodeFlag({ versions, arch, platform }: NodeProcess): string | null {
  const [major] = versions.v8.split('.').map(Number);
  const isKnown = (major === 13 || major === 14) && arch === 'x64' && platform !== 'darwin';
  return isKnown ? V8_FLAGS[1] : null;
}

/** What has to be known of Node's `process`. */
interface NodeProcess {
  readonly versions: { readonly v8: string };
  readonly arch: string;
  readonly platform: string;
}
