/** The command line from a clone: sets up what is missing, then runs it. Plain JavaScript without dependencies. */
import { installPackages, requireNode } from './packages.mjs';

requireNode();
try {
  await installPackages();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
const { register } = await import('tsx/esm/api');
register();
await import('../cli/main.ts');
