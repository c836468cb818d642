import { isCatalogued } from '../../core/data/catalogue.ts';
import { type DataSettings, withPaths } from '../../core/data/settings.ts';
import { bundledAt } from '../host/bundled.ts';
import { type FileToken, host } from '../host/index.ts';
import { useWorkspace } from './workspace.ts';

/** Names data by the files that they come from, wherever the project lies: one that was moved names them otherwise. */
export function dataRevision(data: DataSettings | null): string {
  return JSON.stringify(data && movedData(data, useWorkspace.getState().token, null));
}

/** How a project's data are named when it lies at another place; null for one that was never saved. */
export function movedData(data: DataSettings, from: FileToken | null, to: FileToken | null): DataSettings {
  return withPaths(data, (path) => (isCatalogued(path) || bundledAt(path) ? path : host.moved(path, from, to)));
}
