/**
 * Sets up what is missing and runs all tests: `node scripts/test.mjs [--long | --interop]`. It ends with what failed, what
 * each runner counted, and `N passed, N failed`, summed over the runners. Plain JavaScript without dependencies.
 *
 * `--long` runs the tests that take their time in place of the quick ones, `--interop` those that load exports elsewhere.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildInterface } from './build.mjs';
import { root, runScript } from './commands.mjs';
import { installChromium } from './installChromium.mjs';
import { installPackages, requireNode } from './packages.mjs';
import { readPlaywright, readVitest } from './reports.mjs';

const reports = mkdtempSync(path.join(os.tmpdir(), 'gradwire-reports-'));

/** Units, files and programs; `config` names the set. */
function vitest(name, config) {
  const report = path.join(reports, `${name}.json`);
  const script = 'node_modules/vitest/vitest.mjs';
  const args = ['run', '--config', config, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return { name, report, read: readVitest, run: () => runScript(script, args) };
}

/** The app in a browser and on the desktop. */
function playwright(name, config, env = {}) {
  const report = path.join(reports, `${name}.json`);
  const script = 'node_modules/@playwright/test/cli.js';
  const args = ['test', '--config', config, '--reporter=list,json'];
  const options = { env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report } };
  return { name, report, read: readPlaywright, run: () => runScript(script, args, options) };
}

function runners({ long, interop }) {
  if (interop) return [vitest('interop', 'interop/vitest.config.ts')];
  if (long) {
    return [
      vitest('long', 'vitest.long.config.ts'),
      playwright('long in the app', 'playwright.config.ts', { GRADWIRE_LONG: '1' }),
      playwright('measurements', 'playwright.measure.config.ts'),
    ];
  }
  return [vitest('unit', 'vitest.config.ts'), playwright('app', 'playwright.config.ts')];
}

async function runAndRead({ name, report, read, run }) {
  const code = await run();
  const result = existsSync(report) ? read(JSON.parse(readFileSync(report, 'utf8'))) : null;
  const { passed = 0, skipped = 0, failures = [] } = result ?? {};
  // It broke off, or something threw outside of its tests.
  const brokeOff = result === null || (code !== 0 && failures.length === 0);
  const own = { test: 'the runner', message: `exit code ${code}; the reason is in its output above` };
  return { name, passed, skipped, failures: brokeOff ? [...failures, own] : failures };
}

function printSum(results) {
  const failures = results.flatMap(({ name, failures }) => failures.map((failure) => ({ name, ...failure })));
  if (failures.length > 0) console.log('\nWhat failed:');
  for (const { name, test, message } of failures) {
    console.log(`${name}: ${test}`);
    if (message) console.log(message.replace(/^/gm, '    '));
  }
  console.log();
  for (const { name, passed, failures, skipped } of results) {
    console.log(`${name}: ${passed} passed, ${failures.length} failed, ${skipped} skipped`);
  }
  const passed = results.reduce((all, result) => all + result.passed, 0);
  console.log(`${passed} passed, ${failures.length} failed`);
  if (failures.length > 0) process.exitCode = 1;
}

async function test(options) {
  await installPackages();
  await installChromium();
  await (options.interop ? installPackages(path.join(root, 'interop')) : buildInterface());
  const results = [];
  for (const runner of runners(options)) results.push(await runAndRead(runner));
  printSum(results);
}

requireNode();
try {
  const { values } = parseArgs({ options: { long: { type: 'boolean' }, interop: { type: 'boolean' } } });
  await test(values);
} catch (error) {
  console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
} finally {
  rmSync(reports, { recursive: true, force: true });
}
