import { ProblemError, problem } from '../problem.ts';

/** What a JSON text holds; one that is none is the Problem `notJson`, which says where. */
export function parseJson(text: string, file: string): unknown {
  const plain = text.replace(/^\uFEFF/, '');
  try {
    return JSON.parse(plain);
  } catch (error) {
    throw new ProblemError(problem('notJson', { file, reason: faultOf(error, plain) }));
  }
}

/** Parsers say where they stopped, each in English of its own; the place is what can be told in any language. */
function faultOf(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : '';
  const [, position] = / at position (\d+)/.exec(message) ?? [];
  if (position === undefined) return /end of JSON/.test(message) ? 'it ends too early' : 'it cannot be parsed';
  const before = text.slice(0, Number(position)).split('\n');
  return `line ${before.length}, column ${(before.at(-1) as string).length + 1} cannot be read`;
}
