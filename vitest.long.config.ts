import { defineConfig } from 'vitest/config';

/** Tests that take their time: kills, large files, many kernels. */
export default defineConfig({
  test: {
    include: ['**/*.long.test.ts'],
    exclude: ['**/node_modules/**', 'dist/**'],
    testTimeout: 600_000,
    passWithNoTests: true,
  },
});
