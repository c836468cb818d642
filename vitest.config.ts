import { defineConfig } from 'vitest/config';
import { isFmaSupported, NODE_FLAG } from './core/runtime/webasm/relaxedSimd.ts';

export default defineConfig({
  test: {
    globalSetup: 'cli/testing/build.ts',
    include: [
      'core/**/*.test.ts',
      'node/**/*.test.ts',
      'cli/**/*.test.ts',
      'examples/**/*.test.ts',
      'electron/**/*.test.ts',
      'renderer/**/*.test.ts',
      'scripts/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/*.long.test.ts'],
    testTimeout: 60_000,
    maxWorkers: '100%',
    execArgv: isFmaSupported() ? [] : [NODE_FLAG],
    reporters: ['default'],
  },
});
