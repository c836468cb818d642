import { expect, it } from 'vitest';
import { nodeFlag } from './wideVectors.ts';

const flag = '--experimental-wasm-revectorize';

it.each([
  ['11.3.244.8-node.30', 'x64', 'linux', null],
  ['12.4.254.21-node.57', 'x64', 'linux', null],
  ['13.6.233.17-node.63', 'x64', 'linux', flag],
  ['14.6.202.34-node.40', 'x64', 'win32', flag],
  ['14.6.202.34-node.40', 'x64', 'darwin', null],
  ['14.6.202.34-node.40', 'arm64', 'linux', null],
  ['15.6.8', 'x64', 'linux', null],
])('the flag of V8 %s on %s and %s is %s', (v8, arch, platform, wanted) => {
  expect(nodeFlag({ versions: { v8 }, arch, platform })).toBe(wanted);
});
