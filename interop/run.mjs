/** `npm run test:interop`: installs what the tests load our exports in where it is missing, then runs them. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const interop = import.meta.dirname;
const root = join(interop, '..');
const shell = process.platform === 'win32';

for (const folder of [root, interop]) {
  // npm writes this file last, so a broken-off installation does not have it.
  if (existsSync(join(folder, 'node_modules', '.package-lock.json'))) continue;
  const { status } = spawnSync('npm', ['ci'], { stdio: 'inherit', cwd: folder, shell });
  if (status !== 0) process.exit(status ?? 1);
}

const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const args = [vitest, 'run', '--config', join(interop, 'vitest.config.ts'), ...process.argv.slice(2)];
process.exit(spawnSync(process.execPath, args, { stdio: 'inherit', cwd: root }).status ?? 1);
