/** Prints what the app costs those who use it: `node scripts/measure.mjs`. Plain JavaScript without dependencies. */
import { buildInterface } from './build.mjs';
import { runScript } from './commands.mjs';
import { installChromium } from './installChromium.mjs';
import { installPackages, requireNode } from './packages.mjs';

requireNode();
await installPackages();
await installChromium();
await buildInterface();
const args = ['test', '--config', 'playwright.measure.config.ts', ...process.argv.slice(2)];
process.exitCode = await runScript('node_modules/@playwright/test/cli.js', args);
