/** The files that a project names: beside it, in the catalogue, or with the app where an example brings them along. */
import { catalogueFileOf } from '../../core/data/catalogue.ts';
import { collect, type Result } from '../../core/problem.ts';
import { host } from '../host/index.ts';
import { useWorkspace } from '../store/workspace.ts';

const bundled = import.meta.glob<string>('../../examples/*/*.{txt,txt.gz}', { query: '?url', import: 'default' });

export async function readFile(path: string): Promise<Result<Uint8Array>> {
  const named = collect(() => catalogueFileOf(path));
  if (!named.ok) return named;
  if (named.value) return host.catalogue.read(named.value.id, named.value.file.name);
  const found = await host.readBeside(useWorkspace.getState().token, path);
  const address = found.ok ? undefined : await bundled[`../../examples/${path}`]?.();
  if (address === undefined) return found;
  const reply = await fetch(address);
  return reply.ok ? { ok: true, value: new Uint8Array(await reply.arrayBuffer()), problems: [] } : found;
}
