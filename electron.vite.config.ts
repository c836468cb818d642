import { defineConfig } from 'electron-vite';

/** Main and preload only; the interface is built by `vite.config.ts`, the same for the app and for the browser. */
export default defineConfig({
  main: {
    // Its build for Node makes a `require` of its own, which is in the way of the one that the bundle gets.
    resolve: { alias: { fflate: 'fflate/browser' } },
    build: {
      outDir: 'dist/main',
      target: 'node20',
      // Bundled whole, so that the packed app needs no node_modules.
      externalizeDeps: false,
      rolldownOptions: { input: { main: 'electron/main.ts' } },
    },
  },
  preload: {
    build: {
      outDir: 'dist/preload',
      target: 'node20',
      externalizeDeps: false,
      // A sandboxed window takes no ES module for a preload script.
      rolldownOptions: {
        input: { preload: 'electron/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
});
