/**
 * Sets up what is missing and runs all tests: `node scripts/test.mjs [--long | --interop]`. The last line is
 * `N passed, N failed`, summed over the runners. Plain JavaScript without dependencies.
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

const reports = mkdtempSync(path.join(os.tmpdir(), 'gradwire-reports-'));

/** Units, files and programs; `config` names the set. */
function vitest(name, config) {
  const report = path.join(reports, `${name}.json`);
  const script = 'node_modules/vitest/vitest.mjs';
  const args = ['run', '--config', config, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const counts = ({ numPassedTests, numFailedTests, numPendingTests, testResults }) => ({
    passed: numPassedTests,
    // A file that cannot even be loaded has no test that could fail.
    failed:
      numFailedTests + testResults.filter((file) => file.status === 'failed' && !file.assertionResults.length).length,
    skipped: numPendingTests,
  });
  return { name, report, counts, run: () => runScript(script, args) };
}

/** The app in a browser and on the desktop. */
function playwright(name, config, env = {}) {
  const report = path.join(reports, `${name}.json`);
  const script = 'node_modules/@playwright/test/cli.js';
  const counts = ({ stats, errors }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  });
  const options = { env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report } };
  return {
    name,
    report,
    counts,
    run: () => runScript(script, ['test', '--config', config, '--reporter=list,json'], options),
  };
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

async function test(options) {
  await installPackages();
  await installChromium();
  await (options.interop ? installPackages(path.join(root, 'interop')) : buildInterface());
  const results = [];
  for (const { name, report, counts, run } of runners(options)) {
    const code = await run();
    const result = existsSync(report) ? counts(JSON.parse(readFileSync(report, 'utf8'))) : null;
    // A runner that breaks off without a word about any test has failed itself.
    const failed = result?.failed ?? 1;
    results.push({ name, passed: 0, skipped: 0, ...result, failed: code !== 0 && failed === 0 ? 1 : failed });
  }
  const sum = (key) => results.reduce((all, result) => all + result[key], 0);
  console.log();
  for (const { name, passed, failed, skipped } of results) {
    console.log(`${name}: ${passed} passed, ${failed} failed, ${skipped} skipped`);
  }
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  if (sum('failed') > 0) process.exitCode = 1;
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
