import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAst } from 'vite';

/** A node of a syntax tree as ESTree has it, JSX and types included. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  // biome-ignore lint/suspicious/noExplicitAny: each type of node has fields of its own.
  readonly [field: string]: any;
}

/** A file of the project, its path from the root. */
export interface Source {
  readonly file: string;
  readonly text: string;
  readonly tree: SyntaxNode;
}

const ROOT = path.resolve(import.meta.dirname, '../..');

/** The files below a folder that end in one of the given ways, tests and what serves only them left out. */
export function sourcesIn(folder: string, ...endings: readonly string[]): Source[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => endings.some((ending) => name.endsWith(ending)))
    .filter((name) => !/\.test\.tsx?$|\.d\.ts$|(^|[\\/])testing[\\/]/.test(name))
    .map((name) => {
      const text = readFileSync(path.join(ROOT, folder, name), 'utf8');
      const lang = name.endsWith('x') ? 'tsx' : 'ts';
      return { file: `${folder}/${name}`, text, tree: parseAst(text, { lang }) as unknown as SyntaxNode };
    });
}

/** Every node of a tree, from the outside in. */
export function* nodesOf(node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  for (const value of Object.values(node)) {
    for (const inner of Array.isArray(value) ? value : [value]) {
      if (typeof inner?.type === 'string') yield* nodesOf(inner);
    }
  }
}
