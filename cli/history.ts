import { z } from 'zod';
import type { EpochReport } from '../core/train/run.ts';
import { readBytes } from './files.ts';

const reportSchema = z.object({
  reports: z.array(
    z.object({
      epoch: z.number(),
      step: z.number(),
      loss: z.number(),
      accuracy: z.number().nullable(),
      validLoss: z.number().nullable(),
      validAccuracy: z.number().nullable(),
      learningRate: z.number(),
      seconds: z.number(),
    }),
  ),
});

/** The last training in the folder beside the project; none where there is no such folder. */
export async function lastHistory(project: string): Promise<readonly EpochReport[]> {
  const file = `${project.replace(/\.gradwire$/, '')}.runs/runs.jsonl`;
  const read = await readBytes(file, file);
  const line = read.ok ? new TextDecoder().decode(read.value).trimEnd().split('\n').at(-1) : undefined;
  try {
    return line === undefined ? [] : reportSchema.parse(JSON.parse(line)).reports;
  } catch {
    // The card is no worse for a history that cannot be read.
    return [];
  }
}
