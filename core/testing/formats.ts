import fc from 'fast-check';
import type { Result } from '../problem.ts';
import { sizeOf, type Tensor } from '../tensor.ts';

/** Tensors of up to three dimensions, with extents of 0 and numbers that are not finite among them. */
export const anyTensor: fc.Arbitrary<Tensor> = fc
  .array(fc.nat(4), { maxLength: 3 })
  .chain((shape) =>
    fc
      .float32Array({ minLength: sizeOf(shape), maxLength: sizeOf(shape) })
      .map((data) => ({ shape, data: Float32Array.from(data) })),
  );

/** Names as JSON, zip and prototypes find them hard. */
export const anyName: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('__proto__', 'constructor', '0', '12', 'linear1.weight', '層1.weight', 'a"b\\c', 'toString'),
);

export const anyTensors = fc
  .uniqueArray(fc.tuple(anyName, anyTensor), { selector: ([name]) => name, maxLength: 6 })
  .map((entries) => new Map(entries));

/** `bytes` with a few of them replaced, or some cut off or put in. */
export function mutations(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const place = fc.nat(bytes.length - 1);
  const replaced = fc.array(fc.tuple(place, fc.nat(255)), { minLength: 1, maxLength: 8 }).map((changes) => {
    const copy = Uint8Array.from(bytes);
    for (const [at, value] of changes) copy[at] = value;
    return copy;
  });
  const cut = place.map((length) => Uint8Array.from(bytes.subarray(0, length)));
  const grown = fc
    .tuple(place, fc.uint8Array({ minLength: 1, maxLength: 16 }))
    .map(([at, more]) => Uint8Array.from([...bytes.subarray(0, at), ...more, ...bytes.subarray(at)]));
  return fc.oneof({ weight: 3, arbitrary: replaced }, cut, grown);
}

export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

export function toBytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** The value of a Result that must be one, without a warning. */
export function valueFrom<T>(result: Result<T>): T {
  if (!result.ok || result.problems.length > 0)
    throw new Error(result.problems.map(({ message }) => message).join('\n'));
  return result.value;
}

/** Code and message of the first Problem of a Result that must have failed. */
export function failureOf(result: Result<unknown>): string {
  if (result.ok) throw new Error('it was read');
  return `${result.problems[0]?.code}: ${result.problems[0]?.message}`;
}
