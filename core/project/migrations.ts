import { VERSION } from './project.ts';

/** Raises a project file from one version to the next; it gets and gives the parsed JSON. */
type Migration = (file: Record<string, unknown>) => Record<string, unknown>;

/** The step from version n to n + 1, by n. Version 1 is the first, so there is none yet. */
const migrations: Readonly<Record<number, Migration>> = {};

/** The file as the current version would have written it. `version` must be a whole number from 1 to the current one. */
export function migrate(file: Record<string, unknown>, version: number): Record<string, unknown> {
  let current = file;
  for (let at = version; at < VERSION; at++) {
    current = { ...migrations[at]?.(current), version: at + 1 };
  }
  return current;
}
