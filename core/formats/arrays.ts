import { collect, type Problem, type Result, unwrap } from '../problem.ts';
import type { NumericArray } from './array.ts';
import { gunzip } from './gzip.ts';
import { readIdx } from './idx.ts';
import { readNpy } from './npy.ts';
import { readNpz } from './npz.ts';
import { readSafetensors } from './safetensors.ts';
import { sniff } from './sniff.ts';
import { wrongFormat } from './unsound.ts';

type Warn = (warning: Problem) => void;

/**
 * The arrays of an npy, npz, idx or safetensors file, or of one of these in gzip, by name; the one array of an npy or
 * idx file has the name ''. Any other file is the Problem `fileFormat`.
 */
export function readArrays(bytes: Uint8Array, file: string): Result<ReadonlyMap<string, NumericArray>> {
  return collect((warn) => {
    if (sniff(bytes, file) !== 'gzip') return open(bytes, file, file, warn);
    return open(unwrap(gunzip(bytes, file)), file, file.replace(/\.gz$/i, ''), warn);
  });
}

/** `name` is what the file would be called unpacked; Problems speak of `file`. */
function open(bytes: Uint8Array, file: string, name: string, warn: Warn): ReadonlyMap<string, NumericArray> {
  switch (sniff(bytes, name)) {
    case 'npy':
      return new Map([['', unwrap(readNpy(bytes, file))]]);
    case 'idx':
      return new Map([['', unwrap(readIdx(bytes, file))]]);
    case 'npz':
      return passOn(readNpz(bytes, file), warn);
    case 'safetensors': {
      const { tensors, integers } = unwrap(readSafetensors(bytes, file));
      return new Map([...tensors].map(([key, tensor]) => [key, { tensor, integers: integers.has(key) }]));
    }
    case 'gzip':
      throw wrongFormat(file, 'an array in npy, npz, idx or safetensors (it is packed more than once)');
    case 'text':
      throw wrongFormat(file, 'an array in npy, npz, idx or safetensors');
  }
}

function passOn<T>(result: Result<T>, warn: Warn): T {
  if (result.ok) for (const warning of result.problems) warn(warning);
  return unwrap(result);
}
