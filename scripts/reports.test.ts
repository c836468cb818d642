import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readPlaywright, readVitest } from './reports.mjs';

const root = path.resolve(import.meta.dirname, '..');
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'gradwire-reports-'));
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Three tests, of which the second is wrong and the third left out, and a file that cannot be loaded. */
function writeTests(kind: string, library: string): string {
  const tests = path.join(folder, kind);
  mkdirSync(tests);
  const three = `import { expect, test } from '${library}';
    test('right', () => expect(1).toBe(1));
    test.describe('a group', () => test('wrong', () => expect(1, 'one is one').toBe(2)));
    test.skip('left out', () => {});`;
  writeFileSync(path.join(tests, 'three.test.js'), three);
  writeFileSync(path.join(tests, 'broken.test.js'), "import './nowhere.js';");
  return tests;
}

function run(script: string, args: string[], env: Record<string, string> = {}): number | null {
  return spawnSync(process.execPath, [path.join(root, script), ...args], { env: { ...process.env, ...env } }).status;
}

it('tells what failed under Vitest', () => {
  const tests = writeTests('vitest', 'vitest');
  const report = path.join(tests, 'report.json');
  const args = ['run', '--root', tests, '--reporter=json', `--outputFile=${report}`];
  const code = run('node_modules/vitest/vitest.mjs', args);
  const { passed, skipped, failures } = readVitest(JSON.parse(readFileSync(report, 'utf8')));
  expect({ code, passed, skipped }).toEqual({ code: 1, passed: 1, skipped: 1 });
  expect(failures).toHaveLength(2);
  expect(failures).toContainEqual({
    test: expect.stringMatching(/three\.test\.js › a group › wrong$/),
    message: expect.stringMatching(/one is one: expected 1 to be 2/),
  });
  expect(failures).toContainEqual({
    test: expect.stringMatching(/broken\.test\.js$/),
    message: expect.stringMatching(/nowhere\.js/),
  });
});

it('tells what failed under Playwright', () => {
  const tests = writeTests('playwright', '@playwright/test');
  const config = path.join(tests, 'playwright.config.js');
  const report = path.join(tests, 'report.json');
  writeFileSync(config, "export default { projects: [{ name: 'only' }] };");
  const playwright = (only: string) =>
    run('node_modules/@playwright/test/cli.js', ['test', '--config', config, '--reporter=json', only], {
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    });
  const read = () => readPlaywright(JSON.parse(readFileSync(report, 'utf8')));

  expect(playwright('three')).toBe(1);
  expect(read()).toEqual({
    passed: 1,
    skipped: 1,
    failures: [
      {
        test: '[only] › three.test.js › a group › wrong',
        message: expect.stringMatching(/one is one[\s\S]*Expected: 2/),
      },
    ],
  });

  expect(playwright('broken')).toBe(1);
  const { passed, failures } = read();
  expect(passed).toBe(0);
  expect(failures).toContainEqual({ test: 'outside of any test', message: expect.stringMatching(/nowhere\.js/) });
});
