import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { problemTexts } from './problem.ts';

const root = path.join(import.meta.dirname, '..');

/** All that the app runs, tests and texts apart. */
const sources = ['core', 'cli', 'electron', 'node', 'renderer'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|^problem\.ts$|problems\.ja\.ts$/.test(name))
    .map((name) => readFileSync(path.join(root, folder, name), 'utf8')),
);

it.each(Object.keys(problemTexts))('%s is raised somewhere', (code) => {
  expect(sources.some((text) => text.includes(`'${code}'`))).toBe(true);
});
