import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  logLevel: 'error',
  worker: { format: 'es' },
  // tfjs starts its threads from the source text of a function, which has to stand alone.
  build: { outDir: '../dist', emptyOutDir: true, target: 'es2022', minify: false, chunkSizeWarningLimit: 1e6 },
  // SharedArrayBuffer, and so threads, need a page that shares nothing with others.
  preview: {
    headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' },
  },
});
