/** Builds what the app runs, where the sources are newer. Plain JavaScript without dependencies. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { root, runScript } from './commands.mjs';

const shared = ['core', 'node', 'package-lock.json'];

/** @throws where the build fails */
export async function buildInterface() {
  const sources = [...shared, 'renderer', 'examples', 'vite.config.ts'];
  if (isFresh('dist/renderer/index.html', sources)) return;
  console.error('Building the interface …');
  await build('node_modules/vite/bin/vite.js', ['build', '--logLevel', 'error']);
}

/** @throws where the build fails */
export async function buildDesktop() {
  const sources = [...shared, 'electron', 'electron.vite.config.ts'];
  if (isFresh('dist/main/main.js', sources) && isFresh('dist/preload/preload.cjs', sources)) return;
  console.error('Building the desktop app …');
  await build('node_modules/electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'error']);
}

async function build(script, args) {
  const code = await runScript(script, args, { output: 'stderr' });
  if (code !== 0) throw new Error('The build failed: see above.');
}

function isFresh(result, sources) {
  const file = path.join(root, result);
  return existsSync(file) && sources.every((source) => newest(path.join(root, source)) <= statSync(file).mtimeMs);
}

function newest(place) {
  const stats = statSync(place);
  if (!stats.isDirectory()) return stats.mtimeMs;
  // What trainings leave beside their projects is no source.
  const names = readdirSync(place).filter((name) => !name.endsWith('.runs'));
  return Math.max(stats.mtimeMs, ...names.map((name) => newest(path.join(place, name))));
}
