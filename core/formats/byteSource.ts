import { ProblemError, problem } from '../problem.ts';
import { MAX_BYTES } from './array.ts';

/** A file that is read from its start, piece by piece, as often as asked: what is too large to be held need not be. */
export interface ByteSource {
  /** Bytes in all, where they are known before the end. */
  readonly size: number | null;
  /** The bytes in order. What stops the reading is thrown as a ProblemError. */
  pieces(): AsyncIterable<Uint8Array>;
}

/** Bytes handed on at a time: enough to be worth a call, few enough to stop within. */
const PIECE = 1024 * 1024;

/** Bytes at hand, in pieces. */
export function sourceOfBytes(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    async *pieces() {
      for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
    },
  };
}

/** The first bytes of a file, `count` of them where it has as many. */
export async function firstBytes(source: ByteSource, count: number): Promise<Uint8Array> {
  let head = new Uint8Array();
  for await (const piece of source.pieces()) {
    head = joined(head, piece.subarray(0, count - head.length));
    if (head.length === count) break;
  }
  return head;
}

/** All of it in one. What is larger than any reader takes is refused before it is held. */
export async function allBytes(source: ByteSource, file: string): Promise<Uint8Array> {
  const { size } = source;
  if (size !== null && size > MAX_BYTES) {
    throw new ProblemError(problem('fileUnreadable', { file, reason: 'it is larger than 2 GB' }));
  }
  if (size === null) return joined(...(await piecesOf(source)));
  const bytes = new Uint8Array(size);
  let at = 0;
  for await (const piece of source.pieces()) {
    // It may have grown meanwhile: what it was is what is read.
    const part = piece.subarray(0, size - at);
    bytes.set(part, at);
    at += part.length;
  }
  return bytes.subarray(0, at);
}

async function piecesOf(source: ByteSource): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for await (const piece of source.pieces()) pieces.push(piece);
  return pieces;
}

/** Bytes behind each other, in memory of their own. */
export function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
