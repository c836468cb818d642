import { elementCount } from '../../formats/array.ts';
import { decodeElements, elementTypes } from '../../formats/elements.ts';
import { quote } from '../../formats/unsound.ts';
import type { ProblemError } from '../../problem.ts';
import type { Tensor } from '../../tensor.ts';
import type { Files } from '../target.ts';
import type { LayersModel } from './format.ts';

type Group = LayersModel['weightsManifest'][number];

/** The tensors of a manifest by name. Sizes are held against the shards before anything is made. */
export function readManifest(
  manifest: readonly Group[],
  files: Files,
  bad: (reason: string) => ProblemError,
): ReadonlyMap<string, Tensor> {
  return new Map(manifest.flatMap((group) => readGroup(group, joined(group, files, bad), bad)));
}

function joined({ paths }: Group, files: Files, bad: (reason: string) => ProblemError): Uint8Array {
  const shards = paths.map((path) => {
    const bytes = files.get(path);
    if (!bytes) throw bad(`its shard ${quote(path)} is missing`);
    return bytes;
  });
  // A manifest that names a file over and over would make much of little.
  if (new Set(paths).size !== paths.length) throw bad('it names a shard twice');
  const all = new Uint8Array(shards.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const shard of shards) {
    all.set(shard, at);
    at += shard.length;
  }
  return all;
}

function readGroup({ weights }: Group, bytes: Uint8Array, bad: (reason: string) => ProblemError): [string, Tensor][] {
  let at = 0;
  const tensors = weights.map(({ name, shape, dtype, quantization }): [string, Tensor] => {
    if (dtype !== 'float32' || quantization !== undefined) throw bad(`weight ${quote(name)} is not plain float32`);
    const count = elementCount(shape);
    const end = at + (count ?? Number.POSITIVE_INFINITY) * 4;
    if (count === null || end > bytes.length) throw bad(`weight ${quote(name)} runs past the end of its shards`);
    const data = decodeElements(elementTypes.f32, bytes.subarray(at, end), true);
    at = end;
    return [name, { shape, data }];
  });
  if (at !== bytes.length) throw bad(`${bytes.length - at} bytes of its shards belong to no weight`);
  return tensors;
}
