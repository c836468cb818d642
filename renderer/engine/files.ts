/** The files that a project names: beside it, or with the app where an example brings them along. */
import type { Result } from '../../core/problem.ts';
import { host } from '../host/index.ts';
import { useWorkspace } from '../store/workspace.ts';

const bundled = import.meta.glob<string>('../../examples/*/*.{txt,txt.gz}', { query: '?url', import: 'default' });

export async function readFile(path: string): Promise<Result<Uint8Array>> {
  const found = await host.readBeside(useWorkspace.getState().token, path);
  const address = found.ok ? undefined : await bundled[`../../examples/${path}`]?.();
  if (address === undefined) return found;
  const reply = await fetch(address);
  return reply.ok ? { ok: true, value: new Uint8Array(await reply.arrayBuffer()), problems: [] } : found;
}
