/** Texts typed by hand, read by the worker as the project's own texts were. */
import type { TextReading } from '../../core/data/prepare.ts';
import type { Result } from '../../core/problem.ts';
import { projectFiles } from './files.ts';
import { ask } from './turns.ts';

/** null where the data are no texts. */
export async function readText(text: string): Promise<Result<TextReading | null>> {
  return (await ask((engine) => engine.readText(text, projectFiles()))) ?? { ok: true, value: null, problems: [] };
}
