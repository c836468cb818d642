import { expect, it } from 'vitest';
import { gpujs } from '../gpujs.ts';
import type { Ast } from './ast.ts';
import { integerCounters } from './counters.ts';

/** The counters of a body, by GPU.js's own parser. */
function counters(body: string): string[] {
  const node = new gpujs.FunctionNode(
    `function kernel(A, a) { ${body} }` as never,
    {
      name: 'kernel',
      output: [1],
      argumentNames: ['A', 'a'],
      onNestedFunction: () => {},
    } as never,
  ) as unknown as { getJsAST(): Ast };
  return [...integerCounters(node.getJsAST())];
}

const loop = (body: string) => counters(`let s = 0.5; for (let i = 0; i < 9; i++) { ${body} } return s;`);

it('a counter is an integer where an integer gives what a float gives', () => {
  expect(loop('s += A[i];')).toEqual(['i']);
  expect(loop('s += A[i * 3 - 1];')).toEqual(['i']);
  expect(loop('s += i;')).toEqual(['i']);
  expect(loop('s += i / 2 + i % 3 + Math.max(i, 4);')).toEqual(['i']);
  expect(loop('s += (i + 1) * A[i];')).toEqual(['i']);
  expect(loop('if (i > 3) { s += 0.5; }')).toEqual(['i']);
});

it('a counter stays a float where the two part company', () => {
  expect(loop('s += i * i;')).toEqual([]);
  expect(loop('s += -i;')).toEqual([]);
  expect(loop('s += i * 3;')).toEqual([]);
  expect(loop('s += s > 1 ? i : 0.5;')).toEqual([]);
  expect(loop('s *= i;')).toEqual([]);
  expect(loop('s += i + 33554432;')).toEqual([]);
});

it('whatever is written to it must be an integer step', () => {
  expect(counters('let n = 0; n++; n += 0.5; return n;')).toEqual([]);
  expect(counters('let n = 0; n = A[0]; n++; return n;')).toEqual([]);
  expect(counters('let n = 0.5; n++; return n;')).toEqual([]);
  expect(counters('let n = 0; n += 2; n -= 1; return n;')).toEqual(['n']);
  expect(counters('let n = 0; let m = n++; return m;')).toEqual([]);
});
