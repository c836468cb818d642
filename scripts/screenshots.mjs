/**
 * Takes a picture of every screen in both themes, both languages and two sizes: `node scripts/screenshots.mjs [FOLDER]
 * [PART OF A NAME …]`. Plain JavaScript without dependencies.
 */
import { buildInterface } from './build.mjs';
import { runScript } from './commands.mjs';
import { installChromium } from './installChromium.mjs';
import { installPackages, requireNode } from './packages.mjs';

requireNode();
await installPackages();
await installChromium();
await buildInterface();
const args = ['e2e/screenshots/main.ts', ...process.argv.slice(2)];
process.exitCode = await runScript('node_modules/tsx/dist/cli.mjs', args);
