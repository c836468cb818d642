import type { z } from 'zod';
import { show } from '../blocks/params.ts';
import { parseJson } from '../formats/json.ts';
import { collect, ProblemError, problem, type Result } from '../problem.ts';
import { migrate } from './migrations.ts';
import { FORMAT, type Project, VERSION } from './project.ts';
import { projectSchema } from './schema.ts';

/** Most faults of one file that are worth telling. */
const MOST_PROBLEMS = 10;

/**
 * Reads a project file: JSON, the format's mark, its version, then the schema. The graph may still be half-built or
 * wrong; `core/graph/validate` says so.
 *
 * @param file what messages call it
 */
export function readProject(text: string, file: string): Result<Project> {
  return collect(() => {
    const json = parseObject(text, file);
    const { format, version } = json;
    if (format !== FORMAT) throw new ProblemError(problem('notGradwire', { file, found: show(format) }));
    if (typeof version === 'number' && version > VERSION) {
      throw new ProblemError(problem('newerVersion', { file, version, supported: VERSION }));
    }
    const known = Number.isInteger(version) && (version as number) >= 1 ? (version as number) : VERSION;
    const parsed = projectSchema.safeParse(migrate(json, known));
    if (!parsed.success) {
      throw new ProblemError(
        ...parsed.error.issues.flatMap((issue) => invalidFields(issue, json)).slice(0, MOST_PROBLEMS),
      );
    }
    const { format: _, version: __, ...project } = parsed.data;
    return project as unknown as Project;
  });
}

function parseObject(text: string, file: string): Record<string, unknown> {
  const json = parseJson(text, file);
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Record<string, unknown>;
  throw new ProblemError(problem('notGradwire', { file, found: 'missing' }));
}

type Issue = z.core.$ZodIssue;

function invalidFields(issue: Issue, json: unknown) {
  const found = (path: readonly PropertyKey[]) =>
    show(path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], json));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      return problem('invalidField', {
        path: path.join('.'),
        found: found(path),
        expected: 'left out: no such setting',
      });
    });
  }
  const path = issue.path.join('.') || 'the file';
  return [problem('invalidField', { path, found: found(issue.path), expected: expectedText(issue) })];
}

/** What would have been right, in words. */
function expectedText(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'int' ? 'a whole number' : withArticle(issue.expected);
    case 'too_small':
      return issue.origin === 'array' || issue.origin === 'string'
        ? 'not empty'
        : `a number ${issue.inclusive ? 'of at least' : 'above'} ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'string' ? `at most ${issue.maximum} characters` : `a number of at most ${issue.maximum}`;
    case 'invalid_value':
      return `one of ${issue.values.join(', ')}`;
    case 'invalid_union':
      return issue.discriminator && 'options' in issue
        ? `one of ${(issue.options as readonly unknown[]).join(', ')}`
        : 'one of the kinds that are allowed there';
    default:
      return issue.message.replace(/^Invalid input: expected /, '');
  }
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** The order of keys in a saved file; keys that are not named follow in the order they came in. */
const KEY_ORDER = [
  ...['format', 'version', 'name', 'goal', 'graph', 'data', 'training', 'handRows'],
  ...['blocks', 'wires', 'notes', 'id', 'kind', 'type', 'params', 'label', 'position', 'from', 'to'],
  ...['source', 'valid', 'test', 'split', 'standardize', 'task', 'derive'],
  ...['optimizer', 'schedule', 'batchSize', 'epochs', 'seed', 'shuffle'],
];

/** A project as file text: two spaces, keys in a fixed order, so that version control shows what really changed. */
export function writeProject(project: Project): string {
  const { data, ...rest } = project;
  const file = { format: FORMAT, version: VERSION, ...rest, ...(data && { data }) };
  return `${print(inOrder(file), '')}\n`;
}

/** As `JSON.stringify` does with two spaces, but for lists of nothing but numbers, which stand in one line. */
function print(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const deeper = `${indent}  `;
  const items = isList
    ? value.map((item) => print(item, deeper))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${print(item, deeper)}`);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (items.length === 0) return open + close;
  if (isList && value.every((item) => typeof item === 'number')) return `[${items.join(', ')}]`;
  return `${open}\n${deeper}${items.join(`,\n${deeper}`)}\n${indent}${close}`;
}

/** A copy with sorted keys; the params of a block keep the order in which they were set. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const place = (key: string) => {
    const at = KEY_ORDER.indexOf(key);
    return at < 0 ? KEY_ORDER.length : at;
  };
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  const sorted = entries
    .map(([key, inner], index) => ({ key, inner, index }))
    .sort((a, b) => place(a.key) - place(b.key) || a.index - b.index);
  return Object.fromEntries(sorted.map(({ key, inner }) => [key, inOrder(inner)]));
}
