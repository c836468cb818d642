import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['interop/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // Gloo in PyTorch 1.13 hangs now and then; a run that hangs is ended after its time and tried again.
    retry: 2,
    // Each of the peers takes all cores for itself.
    fileParallelism: false,
  },
});
