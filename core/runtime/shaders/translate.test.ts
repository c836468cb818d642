import { describe, expect, it } from 'vitest';
import { glsl, TextureStorage } from '../webgl2/glsl.ts';
import { layoutOf } from '../webgl2/layout.ts';
import { BufferStorage, wgsl } from '../webgpu/wgsl.ts';
import { parse } from './parse.ts';
import type { Sizes } from './storage.ts';
import { type Translation, translate } from './translate.ts';

const limits = { size: 8192, layers: 256 };

function written(source: string, sizes: readonly Sizes[], backend: 'webgl2' | 'webgpu', blockRows = 2): Translation {
  const { ast, parameters } = parse(source);
  const arrays = new Map(
    parameters.map((name, at) => {
      const own = sizes[at] as Sizes;
      return [name, { name, sizes: own, layout: layoutOf(own, limits) }] as const;
    }),
  );
  const kernel = { ast, arrays, constants: new Map(), blockRows };
  return backend === 'webgl2'
    ? translate(kernel, glsl, new TextureStorage())
    : translate(kernel, wgsl, new BufferStorage());
}

const columnSums = `function (b, G) {
  let sum = b[this.thread.x];
  for (let n = 0; n < 6; n++) {
    sum += G[n][this.thread.x];
  }
  return sum;
}`;

describe('a block of cells', () => {
  const sizes: Sizes[] = [
    [8, 1, 1],
    [8, 6, 1],
  ];

  it('reads four neighbours at once from a texture, and from layers that are known beforehand', () => {
    const { isBlock, text } = written(columnSums, sizes, 'webgl2', 1);
    expect(isBlock).toBe(true);
    expect(text).toContain('vec4 load0 = texelFetch(b, ivec3(X, 0, 0), 0);');
    expect(text).toContain('float v_sum_c3 = load0.w;');
    expect(text).toContain('for (int round1 = 0; round1 < 1; round1++) {');
    expect(text).toContain('texelFetch(G, ivec3(X, round1, 3), 0)');
    // Two of six rounds are left over, in the second line of four rows.
    expect(text).toContain('texelFetch(G, ivec3(X, 1, 1), 0)');
    expect(text).not.toContain('texelFetch(G, ivec3(X, 1, 2), 0)');
  });

  it('reads four neighbours at once from a buffer', () => {
    const { text } = written(columnSums, sizes, 'webgpu', 1);
    expect(text).toContain('let load0 = b[X];');
    expect(text).toMatch(/let load\d+ = G\[X \+ 8 \* round1 \+ 6\];/);
  });

  it('loads one number at a time where rows do not begin at fours', () => {
    const narrow: Sizes[] = [
      [7, 1, 1],
      [7, 6, 1],
    ];
    expect(written(columnSums, narrow, 'webgpu', 1).text).toMatch(/let load\d+ = G\[4 \* X \+ 28 \* round\d+ \+ 8\];/);
  });

  it('makes each load once, in the outermost loop in which it does not change', () => {
    const source = `function (X, W) {
      let sum = 0;
      for (let i = 0; i < 4; i++) { sum += X[this.thread.y][i] * W[0][this.thread.x]; }
      return sum;
    }`;
    const both: Sizes[] = [
      [4, 2, 1],
      [4, 1, 1],
    ];
    const { text } = written(source, both, 'webgpu');
    expect(text.match(/ = W\[/g)).toHaveLength(1);
    expect(text.match(/ = X\[/g)).toHaveLength(2);
    expect(text.indexOf(' = W[')).toBeLessThan(text.indexOf('for ('));
  });

  it('computes once what does not differ between its cells', () => {
    const source = `function (rate, A) { const r = rate[0] * 2; return A[this.thread.y][this.thread.x] * r; }`;
    const { text } = written(
      source,
      [
        [1, 1, 1],
        [4, 2, 1],
      ],
      'webgl2',
    );
    expect(text.match(/float v_r/g)).toHaveLength(1);
    expect(text.match(/float cell_/g)).toHaveLength(8);
  });
});

describe('a single cell', () => {
  const early = `function (A) { if (A[this.thread.x] > 0.5) { return 1; } return A[this.thread.x]; }`;

  it('is what is written where cells go different ways', () => {
    const { isBlock, text } = written(early, [[4, 1, 1]], 'webgpu', 1);
    expect(isBlock).toBe(false);
    expect(text).toContain('return 1.0;');
  });

  it('is written where a block would make a program without end', () => {
    const lines = Array.from({ length: 400 }, () => 's = s * 0.5 + A[this.thread.y][this.thread.x];');
    const { isBlock } = written(`function (A) { let s = 0; ${lines.join('\n')} return s; }`, [[4, 4, 1]], 'webgl2', 4);
    expect(isBlock).toBe(false);
  });
});

it.each([
  ['a helper', 'function (A) { function f(a) { return a; } return f(A[this.thread.x]); }'],
  ['chance', 'function (A) { return A[this.thread.x] + Math.random(); }'],
  ['bits', 'function (A) { return A[this.thread.x] | 1; }'],
  ['an array of its own', 'function (A) { const a = [1, 2]; return A[this.thread.x] + a[0]; }'],
])('declines %s, which GPU.js then runs', (_, source) => {
  expect(() => written(source, [[4, 1, 1]], 'webgl2', 1)).toThrow('not translated');
});
