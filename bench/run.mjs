/** `npm run bench`: installs the peers where they are missing, then runs the bench. Plain Node, so that it needs nothing. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const bench = import.meta.dirname;
const root = join(bench, '..');

/** Runs a command with its output on stderr: stdout belongs to the result. */
function run(command, args, options) {
  const { status } = spawnSync(command, args, { stdio: ['inherit', process.stderr, process.stderr], ...options });
  if (status !== 0) process.exit(status ?? 1);
}

for (const folder of [root, bench]) {
  // npm writes this file last, so a broken-off installation does not have it.
  if (existsSync(join(folder, 'node_modules', '.package-lock.json'))) continue;
  run('npm', ['ci'], { cwd: folder, shell: process.platform === 'win32' });
}

const args = ['--import', 'tsx', join(bench, 'main.ts'), ...process.argv.slice(2)];
process.exit(spawnSync(process.execPath, args, { stdio: 'inherit', cwd: root }).status ?? 1);
