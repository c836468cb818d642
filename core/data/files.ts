import { allBytes, type ByteSource, sourceOfBytes } from '../formats/byteSource.ts';
import { unpacked } from '../formats/gzip.ts';
import { type Watcher, watched } from '../formats/watch.ts';
import { type Result, unwrap } from '../problem.ts';

/** How files are reached: core knows paths only as names that the host understands. */
export interface FileHost {
  /** A whole file. */
  read(path: string): Promise<Result<Uint8Array>>;
  /** A file that need not be held whole; where a host has no such thing, it is read whole. */
  open?(path: string): Promise<Result<ByteSource>>;
  readonly watcher?: Watcher | undefined;
}

/** A file to be read piece by piece, unpacked where it is gzipped. */
export async function openFile(path: string, host: FileHost): Promise<ByteSource> {
  return unpacked(await packedFile(path, host), path);
}

/** A whole file as it lies there, brought piece by piece. */
export async function readFile(path: string, host: FileHost): Promise<Uint8Array> {
  return allBytes(await packedFile(path, host), path);
}

async function packedFile(path: string, host: FileHost): Promise<ByteSource> {
  const source = host.open ? unwrap(await host.open(path)) : sourceOfBytes(unwrap(await host.read(path)));
  return host.watcher ? watched(source, path, host.watcher) : source;
}
