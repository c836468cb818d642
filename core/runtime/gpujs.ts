/** The only importer of GPU.js. */
import * as namespace from 'gpu.js';

// Node sees a namespace of named exports, bundlers one CommonJS object under `default`.
export const gpujs = ('default' in namespace ? namespace.default : namespace) as typeof namespace;
