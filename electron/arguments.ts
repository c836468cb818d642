import path from 'node:path';
import { isProjectOrModel } from './files.ts';

/**
 * The files named on a command line, as absolute paths. Told by their extension alone: which arguments stand before
 * them depends on the system, on how the app was started, and on switches that Chromium adds and moves.
 */
export function filesIn(argv: readonly string[], folder: string): readonly string[] {
  return argv
    .slice(1)
    .filter((argument) => !argument.startsWith('-') && isProjectOrModel(argument))
    .map((argument) => path.resolve(folder, argument));
}
