import { expect, it } from 'vitest';
import { nodeFlag } from './wideVectors.ts';

it.each([
  ['11.3.244.8-node.30', null],
  ['12.4.254.21-node.57', null],
  ['13.6.233.17-node.63', '--experimental-wasm-revectorize'],
  ['14.6.202.34-node.40', '--experimental-wasm-revectorize'],
  ['15.6.8', null],
])('the flag of V8 %s is %s', (version, flag) => {
  expect(nodeFlag(version)).toBe(flag);
});
