/**
 * Values between the page's process and main's, as text: what Electron's structured clone carries, and nothing else, so
 * that a function in a message fails here as it fails there. Runs in Node and in the page.
 */

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type View = ArrayBufferView<ArrayBuffer>;
type ViewConstructor = new (buffer: ArrayBuffer) => View;

const views: Readonly<Record<string, ViewConstructor>> = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
};

export function encode(value: unknown): string {
  return JSON.stringify(pack(value));
}

export function decode(text: string): unknown {
  return unpack(JSON.parse(text) as Json);
}

/** Objects become lists of pairs under a tag, so that no key of theirs can be taken for a tag. */
function pack(value: unknown): Json {
  switch (typeof value) {
    case 'undefined':
      return { is: 'undefined' };
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0) ? value : { is: 'number', text: numberText(value) };
    case 'bigint':
      return { is: 'bigint', text: String(value) };
    case 'string':
    case 'boolean':
      return value;
    case 'object':
      return value === null ? null : packObject(value);
    default:
      throw new Error('An object could not be cloned.');
  }
}

function packObject(value: object): Json {
  if (Array.isArray(value)) return value.map(pack);
  if (value instanceof Date) return { is: 'date', time: pack(value.getTime()) };
  if (value instanceof Error) return { is: 'error', name: value.name, message: value.message };
  if (value instanceof ArrayBuffer) return { is: 'buffer', base64: toBase64(new Uint8Array(value)) };
  if (ArrayBuffer.isView(value)) {
    // Node's Buffer arrives as the plain array that it is underneath.
    const name = value.constructor.name === 'Buffer' ? 'Uint8Array' : value.constructor.name;
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    return { is: 'view', name, base64: toBase64(bytes) };
  }
  if (value instanceof Map || value instanceof Set)
    throw new Error('electron double: maps and sets are not implemented');
  return { is: 'object', entries: Object.entries(value).map(([key, part]) => [key, pack(part)]) };
}

function unpack(value: Json): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(unpack);
  switch (value.is) {
    case 'undefined':
      return undefined;
    case 'number':
      return Number(value.text);
    case 'bigint':
      return BigInt(String(value.text));
    case 'date':
      return new Date(Number(unpack(value.time ?? null)));
    case 'error':
      return Object.assign(new Error(String(value.message)), { name: String(value.name) });
    case 'buffer':
      return fromBase64(String(value.base64)).buffer;
    case 'view': {
      const View = views[String(value.name)];
      if (!View) throw new Error(`electron double: ${String(value.name)} is not implemented`);
      return new View(fromBase64(String(value.base64)).buffer);
    }
    default:
      return Object.fromEntries((value.entries as [string, Json][]).map(([key, part]) => [key, unpack(part)]));
  }
}

function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** What engines have of their own by now, at the speed of copying; Node gets it with version 25. */
interface Base64 {
  toBase64?(): string;
}

function toBase64(bytes: Uint8Array): string {
  const native = (bytes as Base64).toBase64;
  if (native) return native.call(bytes);
  const CHUNK = 32_768;
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(text);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const native = (Uint8Array as { fromBase64?(text: string): Uint8Array<ArrayBuffer> }).fromBase64;
  if (native) return native.call(Uint8Array, text);
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
