/** Files that promise more than they hold, or hold far more than they seem to: read in bounded time and memory. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { writeNpz } from '../core/formats/npz.ts';
import { zip } from '../core/formats/zip.ts';
import { zeros } from '../core/tensor.ts';
import { watched } from './testing/watched.ts';

const MEGABYTE = 1024 ** 2;
/** What reading a hostile file may take beyond what the command line takes anyway: many times the file's size. */
const ROOM = 400 * MEGABYTE;
/** Milliseconds; a machine with other work to do is slow. */
const PATIENCE = 60_000;
const LARGE = 16 * MEGABYTE;

const folder = mkdtempSync(path.join(os.tmpdir(), 'gradwire-hostile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function repeated(text: string, bytes: number): Uint8Array {
  return Buffer.alloc(bytes, text);
}

/** The length that safetensors begins with, and what follows. */
function safetensors(length: number, header: string): Uint8Array {
  const start = Buffer.alloc(8);
  start.writeBigUInt64LE(BigInt(length));
  return Buffer.concat([start, Buffer.from(header)]);
}

/** An archive in whose directory the first entry says that it unpacks to so many bytes. */
function declaring(archive: Uint8Array, bytes: number): Uint8Array {
  const changed = Buffer.from(archive);
  const directory = changed.readUInt32LE(changed.length - 6);
  changed.writeUInt32LE(bytes, directory + 24);
  return changed;
}

const archive = zip(new Map([['a.npy', Buffer.from('no array')]]));
const tensorHeader = JSON.stringify({ a: { dtype: 'F32', shape: [2 ** 31, 2 ** 20], data_offsets: [0, 2 ** 53 - 8] } });

const files: Readonly<Record<string, Uint8Array>> = {
  'empty-messages.onnx': repeated('\x3a\x00', LARGE),
  'nested-groups.onnx': repeated('\x3b', LARGE),
  'endless-number.onnx': repeated('\xff', LARGE),
  'lying-header.safetensors': safetensors(2 ** 50, '{}'),
  'lying-tensor.safetensors': safetensors(tensorHeader.length, tensorHeader),
  'deep.json': repeated('[', 1e6),
  'deep-tensors.json': Buffer.concat([Buffer.from('{"a":'), repeated('{"a":', 5e6)]),
  'lying-entry.npz': declaring(archive, 1_900_000_000),
  'truncated.npz': writeNpz(new Map([['a', zeros([1000, 1000])]])).subarray(0, 2000),
  'wide.csv': Buffer.concat([Buffer.from('weight,row,column,value\n'), repeated(',', LARGE)]),
};

it.skipIf(process.platform !== 'linux').each(Object.keys(files))(
  '%s is a problem, soon and in little room',
  async (name) => {
    const file = path.join(folder, name);
    writeFileSync(file, files[name] as Uint8Array);
    const idle = await watched(['help']);
    const { code, errors, peak, lasted } = await watched(['import', file, '--out', path.join(folder, 'out.gradwire')]);
    expect(code, errors).toBe(1);
    expect(errors.trim().split('\n').length).toBeLessThanOrEqual(11);
    expect(errors).not.toContain('    at ');
    expect(peak - idle.peak).toBeLessThan(ROOM);
    expect(lasted).toBeLessThan(PATIENCE);
  },
);
