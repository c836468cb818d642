import { describe, expect, it } from 'vitest';
import type { Sizes } from '../shaders/storage.ts';
import { layoutOf, lengthOf, pack, unpack } from './layout.ts';

const limits = { size: 8, layers: 16 };

describe.each<[string, Sizes, object]>([
  ['a matrix', [6, 9, 1], { width: 2, height: 3, layers: 4, lineLength: null, sheetHeight: null }],
  ['two rows', [5, 2, 1], { width: 2, height: 1, layers: 2, lineLength: null, sheetHeight: null }],
  ['layers of rows', [3, 2, 3], { width: 1, height: 2, layers: 4, lineLength: null, sheetHeight: null }],
  ['a row that is longer than a texture', [70, 1, 1], { width: 8, height: 3, layers: 1, lineLength: 8 }],
  ['more rows than a texture has', [2, 70, 1], { width: 1, height: 8, layers: 12, sheetHeight: 8 }],
])('%s', (_, sizes, wanted) => {
  const layout = layoutOf(sizes, limits);
  const data = Float32Array.from({ length: sizes[0] * sizes[1] * sizes[2] }, (_, at) => at + 1);
  const texels = new Float32Array(lengthOf(layout));
  pack(layout, data, texels);

  it('is laid out in texels of four neighbours', () => {
    expect(layout).toMatchObject(wanted);
  });

  it('comes back as it was', () => {
    expect(unpack(layout, texels)).toEqual(data);
  });

  it('holds row r in layer r mod 4', () => {
    const [length, rows] = [sizes[0], sizes[1] * sizes[2]];
    const row = Math.min(rows - 1, 1);
    expect(texels[row * layout.height * layout.width * 4]).toBe(row * length + 1);
  });
});

it.each<[string, Sizes]>([
  ['too wide for one', [40, 2, 1]],
  ['too tall for all its layers', [4, 200, 1]],
])('declines a matrix that is %s', (_, sizes) => {
  expect(() => layoutOf(sizes, limits)).toThrow('too large for a texture');
});
