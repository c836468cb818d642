/**
 * What the runners' JSON reports say: how many tests passed, failed and were skipped, and which failed, with the beginning
 * of what was said. Plain JavaScript without dependencies.
 *
 * @typedef {{ test: string, message: string }} Failure
 * @typedef {{ passed: number, skipped: number, failures: Failure[] }} Result
 */
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root } from './commands.mjs';

const MOST_LINES = 12;

/** @returns {Result} of a report by Vitest's reporter `json` */
export function readVitest({ numPassedTests, numPendingTests, testResults }) {
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = path.relative(root, name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    // A file that cannot even be loaded has no test that could fail.
    if (status === 'failed' && failed.length === 0) return [failure([file], message)];
    return failed.map((test) => failure([file, ...test.ancestorTitles, test.title], test.failureMessages.join('\n')));
  });
  return { passed: numPassedTests, skipped: numPendingTests, failures };
}

/** @returns {Result} of a report by Playwright's reporter `json` */
export function readPlaywright({ stats, suites, errors }) {
  const failures = [
    ...suites.flatMap((suite) => failuresOf(suite, [])),
    ...errors.map((error) => failure(['outside of any test'], error.message)),
  ];
  return { passed: stats.expected + stats.flaky, skipped: stats.skipped, failures };
}

function failuresOf({ title, specs, suites = [] }, above) {
  const titles = [...above, title];
  const own = specs.flatMap((spec) =>
    spec.tests
      .filter((test) => test.status === 'unexpected')
      .map((test) => {
        const said = test.results.flatMap((result) => result.errors.map((error) => error.message));
        return failure([`[${test.projectName}]`, ...titles, spec.title], said.join('\n'));
      }),
  );
  return [...own, ...suites.flatMap((suite) => failuresOf(suite, titles))];
}

/** @returns {Failure} */
function failure(titles, message) {
  const lines = stripVTControlCharacters(message ?? '')
    .split('\n')
    .filter((line) => line.trim());
  return { test: titles.join(' › '), message: lines.slice(0, MOST_LINES).join('\n') };
}
