/** Debian's Python, where it has what a test needs. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Debian's own, which finds Debian's packages whatever else is on the path. */
export const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';

/** Whether Python has these packages; where it has not, says so and how to mend it, since the tests are then skipped. */
export function hasPackages(...packages: readonly string[]): boolean {
  const { status } = spawnSync(python, ['-c', `import ${packages.join(', ')}`], { stdio: 'ignore' });
  if (status === 0) return true;
  const install = `apt-get install ${packages.map((name) => `python3-${name}`).join(' ')}`;
  console.warn(`SKIPPED: Python has no ${packages.join(', ')}, so nothing is proven there. To prove it: ${install}`);
  return false;
}

/** Runs Python with one thread, so that it shares the machine; throws what it said where it failed. */
export function runPython(args: readonly string[], cwd: string, input = ''): string {
  const env = { ...process.env, OMP_NUM_THREADS: '1', PYTHONDONTWRITEBYTECODE: '1' };
  const { status, stdout, stderr } = spawnSync(python, args, {
    cwd,
    env,
    encoding: 'utf8',
    input,
    maxBuffer: 2 ** 28,
    timeout: 120_000,
    killSignal: 'SIGKILL',
  });
  if (status !== 0) throw new Error(`python3 ${args.join(' ')} ended with ${status}:\n${stderr}\n${stdout}`);
  return stdout;
}
