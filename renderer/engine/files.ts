/** The files that a project names: beside it, in the catalogue, or with the app where an example brings them along. */
import * as Comlink from 'comlink';
import { catalogueFileOf } from '../../core/data/catalogue.ts';
import { collect, type Result } from '../../core/problem.ts';
import { bundledAt } from '../host/bundled.ts';
import type { Stretch } from '../host/host.ts';
import { host } from '../host/index.ts';
import { useWorkspace } from '../store/workspace.ts';
import type { ProjectFiles } from './api.ts';

const files: ProjectFiles = {
  async size(path) {
    const named = collect(() => catalogueFileOf(path));
    if (!named.ok) return named;
    const whole: Result<null> = { ok: true, value: null, problems: [] };
    if (named.value) return whole;
    const found = await host.sizeBeside(useWorkspace.getState().token, path);
    return !found.ok && bundledAt(path) ? whole : found;
  },

  read: async (path, stretch) => handedOver(await read(path, stretch)),
};

async function read(path: string, stretch?: Stretch): Promise<Result<Uint8Array>> {
  const named = collect(() => catalogueFileOf(path));
  if (!named.ok) return named;
  if (named.value) return host.catalogue.read(named.value.id, named.value.file.name);
  const found = await host.readBeside(useWorkspace.getState().token, path, stretch);
  const address = found.ok || stretch ? undefined : await bundledAt(path)?.();
  if (address === undefined) return found;
  const reply = await fetch(address);
  return reply.ok ? { ok: true, value: new Uint8Array(await reply.arrayBuffer()), problems: [] } : found;
}

/** Bytes that were read for the worker alone go there as they are, without a copy that would stay behind for a while. */
function handedOver(found: Result<Uint8Array>): Result<Uint8Array> {
  return found.ok ? Comlink.transfer(found, [found.value.buffer as ArrayBuffer]) : found;
}

/** The files as the engine's worker is given them. */
export function projectFiles(): ProjectFiles & Comlink.ProxyMarked {
  return Comlink.proxy(files);
}
