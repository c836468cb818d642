/** Puts the packages in place that the lock file names. Plain JavaScript without dependencies. */
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { root, run } from './commands.mjs';

const OLDEST_NODE = [20, 19];

/** Ends the process with one line where this Node is too old. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  console.error(`Gradwire needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

/**
 * Installs what the lock file of a folder names, unless that is there already.
 * @param {string} [folder] the project's own by default
 * @throws where npm fails, with what to do
 */
export async function installPackages(folder = root) {
  if (packagesAreInstalled(folder)) return;
  console.error('Installing packages …');
  const code = await npm(['ci', '--prefix', folder, '--no-audit', '--no-fund', '--loglevel=error']);
  if (code !== 0) throw new Error("npm could not install the packages: see above, then run 'npm ci' to try again.");
}

/** npm writes its own record after all else, so that an interrupted installation starts over. */
function packagesAreInstalled(folder) {
  const record = path.join(folder, 'node_modules/.package-lock.json');
  return existsSync(record) && statSync(record).mtimeMs >= statSync(path.join(folder, 'package-lock.json')).mtimeMs;
}

function npm(args) {
  const script = process.env.npm_execpath;
  // npm's output is news for people: what a command prints for machines stays alone on standard output.
  if (script?.endsWith('.js')) return run(process.execPath, [script, ...args], { output: 'stderr' });
  if (process.platform === 'win32') return run('cmd.exe', ['/d', '/c', 'npm', ...args], { output: 'stderr' });
  return run('npm', args, { output: 'stderr' });
}
