import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { writeAtomically } from '../node/atomic.ts';

/**
 * What main remembers in a JSON file of its own. A file that is missing, damaged or from another time is as good as
 * none: remembering less must never keep the app from starting.
 */
export async function readStored<T>(file: string, schema: z.ZodType<T>, otherwise: T): Promise<T> {
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return otherwise;
  }
}

/** Writes it whole. A disk that is full loses what would have been remembered, and nothing else. */
export async function writeStored(file: string, value: unknown): Promise<void> {
  await writeAtomically(file, `${JSON.stringify(value, null, 2)}\n`).catch((error: unknown) => {
    console.error(`cannot remember ${file}:`, error);
  });
}
