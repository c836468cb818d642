import { Gunzip, gzipSync } from 'fflate';
import { collect, ProblemError, type Result } from '../problem.ts';
import { MAX_BYTES } from './array.ts';
import { type ByteSource, firstBytes, joined } from './byteSource.ts';
import { crc32 } from './crc32.ts';
import { unsound, wrongFormat } from './unsound.ts';

/** Bytes unpacked at a time; deflate makes at most a thousandfold of them before the limit is looked at again. */
const CHUNK = 64 * 1024;

/** The shortest gzip file has a head of 10 bytes, 2 of nothing and 8 at its end. */
const SHORTEST = 20;

/** A member ends with the checksum and the size of what it unpacks to, 32 bits each. */
const TRAILER = 8;

/**
 * Unpacks gzip (RFC 1952), all of its members. Refuses with `fileFormat` what is damaged, cut short or has a wrong
 * checksum, and what unpacks to more than `limit` bytes, whatever size it declares.
 */
export function gunzip(bytes: Uint8Array, file: string, limit = MAX_BYTES): Result<Uint8Array> {
  return collect(() => {
    const output = new Output();
    const unpacker = new Unpacker(file, (part) => {
      if (output.length + part.length > limit) {
        throw wrongFormat(file, `a gzip file of at most ${limit / 1024 ** 3} GB unpacked`);
      }
      output.append(part);
    });
    unpacker.push(bytes);
    unpacker.end();
    return output.bytes();
  });
}

/** A file as it is, or where it is gzip what it unpacks to; nothing is held of it but the piece at hand. */
export async function unpacked(source: ByteSource, file: string): Promise<ByteSource> {
  if (!isGzip(await firstBytes(source, 2))) return source;
  return {
    size: null,
    async *pieces() {
      const parts: Uint8Array[] = [];
      const unpacker = new Unpacker(file, (part) => parts.push(part));
      for await (const piece of source.pieces()) {
        for (let at = 0; at < piece.length; at += CHUNK) {
          unpacker.push(piece.subarray(at, at + CHUNK));
          yield* parts.splice(0);
        }
      }
      unpacker.end();
      yield* parts;
    },
  };
}

export function isGzip([first, second]: Uint8Array): boolean {
  return first === 0x1f && second === 0x8b;
}

/** `bytes` as a gzip file; the same bytes give the same file, since neither name nor time is recorded. */
export function gzip(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return gzipSync(bytes, { mtime: 0 });
}

/** Unpacks bytes as they come, and checks each member's checksum and size, which the library skips. */
class Unpacker {
  readonly #file: string;
  readonly #stream: Gunzip;
  /** Bytes taken in, and the last of them: a member's trailer may lie before the chunk in which its end is noticed. */
  #taken = 0;
  #recent = new Uint8Array();
  /** Of the member that is being unpacked. */
  #checksum = 0;
  #size = 0;

  constructor(file: string, onPart: (part: Uint8Array) => void) {
    this.#file = file;
    this.#stream = new Gunzip((part) => {
      this.#checksum = crc32(part, this.#checksum);
      this.#size += part.length;
      onPart(part);
    });
    this.#stream.onmember = (end) => this.#checkMember(end);
  }

  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += CHUNK) this.#take(bytes.subarray(at, at + CHUNK), false);
  }

  end(): void {
    if (this.#taken < SHORTEST) throw unsound(this.#file, 'gzip', `it ends after ${this.#taken} bytes`);
    this.#take(new Uint8Array(), true);
    this.#checkMember(this.#taken);
  }

  #take(chunk: Uint8Array, last: boolean): void {
    this.#taken += chunk.length;
    if (chunk.length > 0) this.#recent = joined(this.#recent.subarray(-CHUNK), chunk);
    try {
      this.#stream.push(chunk, last);
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      throw unsound(this.#file, 'gzip', error instanceof Error ? error.message : String(error));
    }
  }

  #checkMember(end: number): void {
    const at = this.#recent.length - (this.#taken - end) - TRAILER;
    if (at < 0) throw unsound(this.#file, 'gzip', 'a head within it is too long');
    const trailer = new DataView(this.#recent.buffer, this.#recent.byteOffset + at, TRAILER);
    if (trailer.getUint32(0, true) !== this.#checksum || trailer.getUint32(4, true) !== this.#size % 2 ** 32) {
      throw unsound(this.#file, 'gzip', 'its checksum is wrong');
    }
    this.#checksum = 0;
    this.#size = 0;
  }
}

/** Bytes that grow at the end; doubling keeps the copying in proportion to what is written. */
class Output {
  length = 0;
  #buffer = new Uint8Array(CHUNK);

  append(part: Uint8Array): void {
    if (this.length + part.length > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(2 * this.#buffer.length, this.length + part.length));
      larger.set(this.bytes());
      this.#buffer = larger;
    }
    this.#buffer.set(part, this.length);
    this.length += part.length;
  }

  /** A view of what was written so far. */
  bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.length);
  }
}
