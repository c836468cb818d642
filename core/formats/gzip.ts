import { Gunzip, gzipSync } from 'fflate';
import { collect, ProblemError, type Result } from '../problem.ts';
import { MAX_BYTES } from './array.ts';
import { crc32 } from './crc32.ts';
import { unsound, wrongFormat } from './unsound.ts';

/** Bytes unpacked at a time; deflate makes at most a thousandfold of them before the limit is looked at again. */
const CHUNK = 64 * 1024;

/**
 * Unpacks gzip (RFC 1952), all of its members. Refuses with `fileFormat` what is damaged, cut short or has a wrong
 * checksum, and what unpacks to more than `limit` bytes, whatever size it declares.
 */
export function gunzip(bytes: Uint8Array, file: string, limit = MAX_BYTES): Result<Uint8Array> {
  return collect(() => {
    const output = new Output();
    let memberStart = 0;
    /** A member ends with the checksum and the size of what it unpacks to, which the library skips. */
    const checkMember = (end: number) => {
      const member = output.bytes().subarray(memberStart);
      const trailer = new DataView(bytes.buffer, bytes.byteOffset + end - 8, 8);
      if (trailer.getUint32(4, true) !== member.length % 2 ** 32 || trailer.getUint32(0, true) !== crc32(member)) {
        throw unsound(file, 'gzip', 'its checksum is wrong');
      }
      memberStart = output.length;
    };
    const stream = new Gunzip((part) => {
      if (output.length + part.length > limit) {
        throw wrongFormat(file, `a gzip file of at most ${limit / 1024 ** 3} GB unpacked`);
      }
      output.append(part);
    });
    stream.onmember = checkMember;
    // The shortest gzip file has a head of 10 bytes, 2 of nothing and 8 at its end.
    if (bytes.length < 20) throw unsound(file, 'gzip', `it ends after ${bytes.length} bytes`);
    try {
      for (let at = 0; at < bytes.length; at += CHUNK) {
        stream.push(bytes.subarray(at, at + CHUNK), at + CHUNK >= bytes.length);
      }
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      throw unsound(file, 'gzip', error instanceof Error ? error.message : String(error));
    }
    checkMember(bytes.length);
    return output.bytes();
  });
}

/** `bytes` as a gzip file; the same bytes give the same file, since neither name nor time is recorded. */
export function gzip(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return gzipSync(bytes, { mtime: 0 });
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
