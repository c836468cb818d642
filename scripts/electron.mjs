/** Finds Electron's binary, downloading it where it is missing. Plain JavaScript without dependencies. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root, runScript } from './commands.mjs';

const folder = path.join(root, 'node_modules/electron');
const record = path.join(folder, 'path.txt');

/**
 * The path of Electron's binary. The package brings none along: its own script downloads it once.
 * @returns {Promise<string | null>} null where it cannot be downloaded
 */
export async function findElectron() {
  if (!existsSync(record)) {
    console.error('Downloading Electron …');
    const code = await runScript('node_modules/electron/install.js', [], { output: 'ignore' });
    if (code !== 0 || !existsSync(record)) return null;
  }
  return path.join(folder, 'dist', readFileSync(record, 'utf8').trim());
}
