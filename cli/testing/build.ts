import { build } from 'vite';
import { builtCli, root } from './gradwire.ts';

/** Runs once before all tests: the command line in one file, which starts three times as fast as its sources do. */
export default async function buildForTests(): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: true,
      target: 'node20',
      outDir: builtCli,
      emptyOutDir: true,
      rolldownOptions: { input: 'cli/main.ts' },
    },
  });
}
