import * as tf from '@tensorflow/tfjs';
import { getThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import '@tensorflow/tfjs-backend-webgpu';
import { startTfjs } from './tfjs.ts';
import type { Start } from './trainer.ts';

export function loadTfjs(): Start {
  // Else a GPU done in software counts as none.
  tf.env().set('SOFTWARE_WEBGL_ENABLED', true);
  // Its threads load the file once more, from places where a relative address means nothing.
  const absolute = (path: string) => new URL(path, self.location.href).href;
  setWasmPaths({
    'tfjs-backend-wasm.wasm': absolute(plain),
    'tfjs-backend-wasm-simd.wasm': absolute(simd),
    'tfjs-backend-wasm-threaded-simd.wasm': absolute(threadedSimd),
  });
  return async (contestant, task, rows) => {
    const trainer = await startTfjs(tf, contestant, task, rows);
    return { ...trainer, threads: contestant.backend === 'wasm' ? getThreadsCount() : 1 };
  };
}
