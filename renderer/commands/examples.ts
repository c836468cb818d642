import { problem } from '../../core/problem.ts';
import { readProject } from '../../core/project/file.ts';
import { notifyProblems } from '../store/notice.ts';
import { show } from './files.ts';
import { settleUnsaved } from './saving.ts';

/** The project files of the folder `examples`, each loaded when it is opened. */
const files = import.meta.glob<string>('../../examples/*.gradwire', { query: '?raw', import: 'default' });

export const exampleNames = ['xor', 'spiral', 'circles', 'plane', 'digits', 'residual', 'branches', 'news'] as const;
export type ExampleName = (typeof exampleNames)[number];

export function isExample(name: string | null): name is ExampleName {
  return exampleNames.some((one) => one === name);
}

/** Opens an example as a new project of the user's own. */
export function openExample(name: ExampleName): void {
  settleUnsaved(() => void load(name));
}

async function load(name: ExampleName): Promise<void> {
  const file = `${name}.gradwire`;
  const text = await files[`../../examples/${file}`]?.();
  if (text === undefined) return notifyProblems([problem('fileMissing', { file, base: 'the examples' })]);
  const result = readProject(text, file);
  if (!result.ok) return notifyProblems(result.problems);
  const { goal: _, ...project } = result.value;
  show(project, { token: null, name: null });
}
