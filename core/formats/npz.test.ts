import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tensor } from '../tensor.ts';
import { anyTensors, failureOf, fromBase64, mutations, toBytes, valueFrom } from '../testing/formats.ts';
import { readNpz, writeNpz } from './npz.ts';
import { zip } from './zip.ts';

/** `numpy.savez_compressed` of NumPy 1.24: x is float64, y is int64, names are texts. */
const compressed = fromBase64(
  'UEsDBBQAAAAIAAAAIQDwzTtGVwAAALAAAAAFABQAeC5ucHkBABAAsAAAAAAAAABXAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loG6TZqGuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GkY6CsaaOgq1CmQDLgYU8MEeynCAUBxQWgBKizgAAFBLAwQUAAAACAAAACEAfmr7yUkAAACQAAAABQAUAHkubnB5AQAQAJAAAAAAAAAASQAAAAAAAACb7BfqGxDJyFDGUK2eklqcXKRupaBuk2mhrqOgnpZfVFKUmBefX5SSChJ3S8wpTgWKF2ckFqQC+RpGOpo6CrUKFAAuBihghNIAUEsDBBQAAAAIAAAAIQCnL+DsSwAAAIgAAAAJABQAbmFtZXMubnB5AQAQAIgAAAAAAAAASwAAAAAAAACb7BfqGxDJyFDGUK2eklqcXKRupaBuE2qorqOgnpZfVFKUmBefX5SSChJ3S8wpTgWKF2ckFqQC+RpGOpo6CrUKFACuRAYGhiQgBgBQSwECFAMUAAAACAAAACEA8M07RlcAAACwAAAABQAAAAAAAAAAAAAAgAEAAAAAeC5ucHlQSwECFAMUAAAACAAAACEAfmr7yUkAAACQAAAABQAAAAAAAAAAAAAAgAGOAAAAeS5ucHlQSwECFAMUAAAACAAAACEApy/g7EsAAACIAAAACQAAAAAAAAAAAAAAgAEOAQAAbmFtZXMubnB5UEsFBgAAAAADAAMAnQAAAJQBAAAAAA==',
);

describe('npz', () => {
  it('gives back what was written', () => {
    fc.assert(
      fc.property(anyTensors, (tensors) => {
        fc.pre(tensors.size > 0);
        const read = valueFrom(readNpz(writeNpz(tensors), 'a.npz'));
        expect(new Map([...read].map(([name, array]) => [name, array.tensor]))).toEqual(tensors);
      }),
    );
  });

  it('reads what NumPy packed, and leaves texts out with a warning', () => {
    const result = readNpz(compressed, 'a.npz');
    expect(result).toMatchObject({
      ok: true,
      problems: [{ severity: 'warning', code: 'fileFormat', details: { file: 'a.npz#names' } }],
    });
    expect(result.ok && result.value).toEqual(
      new Map([
        ['x', { tensor: tensor([2, 3], [0, 1, 2, 3, 4, 5]), integers: false }],
        ['y', { tensor: tensor([2], [0, 1]), integers: true }],
      ]),
    );
  });

  it('refuses a damaged array, an archive without arrays and other files', () => {
    const broken = zip(new Map([['x.npy', toBytes('no array')]]));
    expect(failureOf(readNpz(broken, 'a.npz'))).toContain("The file 'a.npz#x' is not a sound npy file");
    expect(failureOf(readNpz(zip(new Map([['x.txt', toBytes('1')]])), 'a.npz'))).toContain(
      'it holds no array of numbers',
    );
    expect(failureOf(readNpz(toBytes('x,y'), 'a.npz'))).toContain("The file 'a.npz' is not a sound zip file");
  });

  it('takes any bytes without throwing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 100 }), mutations(compressed)), (bytes) => {
        readNpz(bytes, 'a.npz');
      }),
      { numRuns: 2000 },
    );
  });
});
