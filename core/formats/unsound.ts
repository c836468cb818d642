import { ProblemError, problem } from '../problem.ts';

/** A file that claims to be of a format and breaks its rules; `reason` is a clause without a full stop. */
export function unsound(file: string, format: string, reason: string): ProblemError {
  return wrongFormat(file, `a sound ${format} file (${reason})`);
}

/** A file that is something else than what is needed here. */
export function wrongFormat(file: string, expected: string): ProblemError {
  return new ProblemError(problem('fileFormat', { file, expected }));
}

/** A text out of a file as messages quote it: on one line, and cut to a readable length. */
export function quote(text: string): string {
  const escaped = JSON.stringify(text.slice(0, 60)).slice(1, -1);
  return text.length > 60 ? `'${escaped}…'` : `'${escaped}'`;
}
