import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { BackendChoice } from '../core/runtime/backend.ts';

/** A call that cannot be understood: told on stderr with the command's usage, exit code 2. */
export class UsageError extends Error {}

type Options = NonNullable<ParseArgsConfig['options']>;

/** What every command takes. */
export const commonOptions = {
  backend: { type: 'string', default: 'auto' },
  data: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const satisfies Options;

/** Parses a command's words strictly: unknown options and missing or spare positionals are usage errors. */
export function parse<const O extends Options>(args: readonly string[], options: O, positionals: readonly string[]) {
  type Config = { args: string[]; options: typeof commonOptions & O; allowPositionals: true; strict: true };
  let parsed: ReturnType<typeof parseArgs<Config>>;
  try {
    const all = { ...commonOptions, ...options };
    parsed = parseArgs<Config>({ args: [...args], options: all, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? firstSentence(error.message) : 'bad arguments');
  }
  const { help } = parsed.values as { help?: boolean };
  if (!help && parsed.positionals.length !== positionals.length) {
    const missing = positionals[parsed.positionals.length];
    throw new UsageError(missing ? `${missing} is missing` : `'${parsed.positionals[positionals.length]}' is too much`);
  }
  return { options: parsed.values, positionals: parsed.positionals };
}

function firstSentence(message: string): string {
  return message.split(/\. (?=[A-Z])/)[0] as string;
}

export function required(value: string | undefined, option: string): string {
  if (value !== undefined) return value;
  throw new UsageError(`--${option} is missing`);
}

export function oneOf<const T extends string>(value: string, allowed: readonly T[], option: string): T {
  if ((allowed as readonly string[]).includes(value)) return value as T;
  throw new UsageError(`--${option} is '${value}', not one of ${allowed.join(', ')}`);
}

/** A whole number of at least `least`, or undefined where the option was not given. */
export function wholeNumber(value: string | undefined, option: string, least: number): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= least && Number.isSafeInteger(number)) return number;
  throw new UsageError(`--${option} is '${value}', not a whole number of at least ${least}`);
}

/** Node has no WebGL and no WebGPU: webasm runs there, and cpu as the slow reference. */
export function backendOf(value: string): BackendChoice {
  return oneOf(value, ['auto', 'webasm', 'cpu'], 'backend');
}
