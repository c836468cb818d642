import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import { startTfjs } from './tfjs.ts';
import type { Start } from './trainer.ts';

// Both packages are CommonJS in Node, and their names cannot be told from outside.
const require = createRequire(import.meta.url);

export function loadTfjs(): Start {
  // It advertises its native sister on every start.
  console.warn = () => {};
  const tf = require('@tensorflow/tfjs') as typeof import('@tensorflow/tfjs');
  const wasm = require('@tensorflow/tfjs-backend-wasm') as typeof import('@tensorflow/tfjs-backend-wasm');
  wasm.setWasmPaths(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')) + sep);
  return (contestant, task, rows) => startTfjs(tf, contestant, task, rows);
}
