import { expect, it } from 'vitest';
import { collect } from '../problem.ts';
import { parseJson } from './json.ts';

it.each([
  ['{ "a": 1,\n  b: 2 }', "'x.json' is not JSON: line 2, column 3 cannot be read."],
  ['{ "a": ', "'x.json' is not JSON: it ends too early."],
  ['', "'x.json' is not JSON: it ends too early."],
])('%j is no JSON, and it is said where', (text, message) => {
  expect(collect(() => parseJson(text, 'x.json')).problems.map((one) => one.message)).toEqual([message]);
});

it('a byte order mark is no fault', () => {
  expect(parseJson('\uFEFF[1]', 'x.json')).toEqual([1]);
});
