import * as protobufjs from 'protobufjs/minimal.js';

// Node sees a CommonJS module under `default`, bundlers a namespace of named exports.
const { base64 } = (('default' in protobufjs ? protobufjs.default : protobufjs) as typeof protobufjs).util;

export function toBase64(bytes: Uint8Array): string {
  return base64.encode(bytes, 0, bytes.length);
}

/** Throws an Error for a text that is no base64. */
export function fromBase64(text: string): Uint8Array {
  const bytes = new Uint8Array(base64.length(text));
  base64.decode(text, bytes, 0);
  return bytes;
}
