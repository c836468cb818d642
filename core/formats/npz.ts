import { collect, problem, type Result, unwrap } from '../problem.ts';
import type { Tensor } from '../tensor.ts';
import type { NumericArray } from './array.ts';
import { decodeNpy, writeNpy } from './npy.ts';
import { notNumbers, readNpyHeader } from './npyHeader.ts';
import { unsound } from './unsound.ts';
import { unzip, zip } from './zip.ts';

/**
 * The arrays of NumPy's `.npz` by name. An array that does not hold numbers, such as the names of the classes, is left
 * out with a warning; what is damaged is the Problem `fileFormat`.
 */
export function readNpz(bytes: Uint8Array, file: string): Result<ReadonlyMap<string, NumericArray>> {
  return collect((warn) => {
    const arrays = new Map<string, NumericArray>();
    for (const [entry, content] of unwrap(unzip(bytes, file))) {
      if (!entry.endsWith('.npy')) continue;
      const name = entry.slice(0, -'.npy'.length);
      const place = `${file}#${name}`;
      const header = readNpyHeader(content, place);
      if (header.type) arrays.set(name, decodeNpy(content, place, header));
      else warn(problem('fileFormat', { file: place, expected: notNumbers(header) }, { severity: 'warning' }));
    }
    if (arrays.size === 0) throw unsound(file, 'npz', 'it holds no array of numbers');
    return arrays;
  });
}

/** An npz file that `numpy.load` opens: float32 arrays under the names of the map. */
export function writeNpz(arrays: ReadonlyMap<string, Tensor>): Uint8Array<ArrayBuffer> {
  return zip(new Map([...arrays].map(([name, array]) => [`${name}.npy`, writeNpy(array)])));
}
