import { type Kernel, kernel } from '../blocks/kernel.ts';
import type { Step } from './plan.ts';

/** GPUs bind eight arrays to a program at least, one of them the output. */
const MOST_READS = 7;

/**
 * Puts together what works cell by cell: a value that one step alone reads, and there only at the place of the cell that
 * is being computed, is not stored and read again but computed right there. So a weight's update is part of the product
 * that gives its gradient. In float arithmetic the numbers stay what they were, bit for bit.
 *
 * @param wanted the values that are read from outside the steps, and so have to be stored
 */
export function fuseCells(steps: readonly Step[], wanted: Iterable<string>): Step[] {
  const kept = new Set(wanted);
  const reads = steps.flatMap((step) => step.reads);
  const isPrivate = (name: string) => !kept.has(name) && reads.indexOf(name) === reads.lastIndexOf(name);
  const made = new Map<string, Step>();
  for (const step of steps) {
    let fused = step;
    for (const name of step.reads) {
      const source = made.get(name);
      const joined = source && isPrivate(name) ? join(source, fused) : null;
      if (!joined) continue;
      fused = joined;
      made.delete(name);
    }
    made.set(step.writes, fused);
  }
  return [...made.values()];
}

/** The two steps as one that writes what the second writes; null where the first one's cells are not used so. */
function join(first: Step, second: Step): Step | null {
  const [a, b] = [first.kernel, second.kernel];
  if (a.shape.join() !== b.shape.join() || sharedConstant(a, b)) return null;
  const read = b.parameters[second.reads.indexOf(first.writes)] as string;
  const body = bodyOf(b);
  const own = `${read}${b.shape.length === 1 ? '' : '[this.thread.y]'}[this.thread.x]`;
  if (occurrences(body.replaceAll(own, ''), read) > 0) return null;
  const source = splitReturn(bodyOf(a));
  if (!source) return null;

  // What both read keeps the second one's name; whatever else would be there twice gets another.
  const parameters = new Map(b.parameters.map((name, at) => [name, second.reads[at] as string]));
  parameters.delete(read);
  const taken = new Set([...parameters.keys(), ...declared(body)]);
  const renamed = new Map<string, string>();
  for (const [at, name] of a.parameters.entries()) {
    const value = first.reads[at] as string;
    const same = [...parameters].find(([, known]) => known === value)?.[0];
    const now = same ?? unused(name, taken);
    renamed.set(name, now);
    parameters.set(now, value);
  }
  for (const name of declared(source.before)) renamed.set(name, unused(name, taken));
  if (parameters.size > MOST_READS) return null;

  const before = rename(source.before, renamed);
  const result = rename(source.result, renamed);
  const isName = /^\w+$/.test(result);
  const cell = isName ? result : unused(`${read}Cell`, taken);
  return {
    phase: second.phase,
    blocks: [...new Set([...first.blocks, ...second.blocks])],
    kernel: kernel(`${a.name}+${b.name}`, {
      reads: Object.fromEntries([...parameters].map(([name, value]) => [name, { name: value, shape: [] }])),
      shape: b.shape,
      body: [before, isName ? '' : `const ${cell} = ${result};`, body.replaceAll(own, cell)].join('\n'),
      ...((a.constants || b.constants) && { constants: { ...a.constants, ...b.constants } }),
    }),
    reads: [...parameters.values()],
    writes: second.writes,
  };
}

function sharedConstant(a: Kernel, b: Kernel): boolean {
  return Object.keys(a.constants ?? {}).some((name) => b.constants?.[name] !== undefined);
}

function bodyOf({ source }: Kernel): string {
  return source.slice(source.indexOf('{') + 1, source.lastIndexOf('}'));
}

/** A body's statements and what it returns; null where it does not return just once, at its end. */
function splitReturn(body: string): { readonly before: string; readonly result: string } | null {
  const found = /^([\s\S]*)\breturn ([^;]*);\s*$/.exec(body);
  const [, before = '', result = ''] = found ?? [];
  return !found || occurrences(before, 'return') > 0 ? null : { before, result };
}

function declared(body: string): string[] {
  return [...new Set([...body.matchAll(/\b(?:const|let) (\w+)/g)].map(([, name]) => name as string))];
}

function occurrences(text: string, name: string): number {
  return text.match(word(name))?.length ?? 0;
}

function rename(text: string, names: ReadonlyMap<string, string>): string {
  return text.replace(/(?<![\w.])[A-Za-z_]\w*/g, (name) => names.get(name) ?? name);
}

function word(name: string): RegExp {
  return new RegExp(`(?<![\\w.])${name}\\b`, 'g');
}

/** The name itself, or with the first number behind it that nobody has; taken from now on. */
function unused(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name}${number}`;
  taken.add(free);
  return free;
}
