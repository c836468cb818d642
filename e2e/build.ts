import { chmodSync } from 'node:fs';
import path from 'node:path';
import { build as buildDesktop } from 'electron-vite';
import { build, type InlineConfig } from 'vite';

const root = path.resolve(import.meta.dirname, '..');
const double = path.join(root, 'e2e/electron-double');
const out = path.join(root, 'dist/electron-double');

/**
 * Runs once before all specs: builds main, preload, Electron's double and the engine's page, so that a spec never meets yesterday's. The
 * interface is built by its own `vite build`.
 */
export default async function buildForTests(): Promise<void> {
  const { NODE_ENV } = process.env;
  await buildDesktop({ root, logLevel: 'error' });
  await build(doubleConfig);
  for (const name of ['main', 'isolated']) await build(worldConfig(name));
  await build({ configFile: path.join(root, 'e2e/engine/vite.config.ts'), logLevel: 'warn' });
  chmodSync(path.join(out, 'launch.js'), 0o755);
  // Vite says 'production' to all that comes after it, and npm takes that to mean no packages for development.
  if (NODE_ENV === undefined) delete process.env.NODE_ENV;
}

const doubleConfig: InlineConfig = {
  root,
  configFile: false,
  logLevel: 'warn',
  build: {
    ssr: true,
    target: 'node20',
    outDir: out,
    emptyOutDir: true,
    rolldownOptions: {
      input: { electron: path.join(double, 'electron.ts'), launch: path.join(double, 'launch.ts') },
      external: ['playwright-core'],
    },
  },
};

/** Each world's script stands alone: it is put into pages as text. */
function worldConfig(name: string): InlineConfig {
  return {
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir: path.join(out, 'worlds'),
      emptyOutDir: false,
      minify: false,
      lib: { entry: path.join(double, 'worlds', `${name}.ts`), formats: ['iife'], name, fileName: () => `${name}.js` },
    },
  };
}
