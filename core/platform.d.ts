/**
 * The few names that Node, pages and workers share. Core is compiled without the DOM and without Node's types,
 * so what stands here is all it may ask of its surroundings.
 */
declare const performance: { now(): number };

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: ArrayBufferView | ArrayBuffer, options?: { stream?: boolean }): string;
}

declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}

interface AbortSignal {
  readonly aborted: boolean;
}

declare function setTimeout(callback: () => void, milliseconds: number): unknown;

declare function structuredClone<T>(value: T): T;
