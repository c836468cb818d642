import { app } from 'electron';
import { listCatalogue } from '../node/catalogue.ts';
import type { DataSets } from './dataSets.ts';
import type { Documents } from './documents.ts';
import type { Drafts } from './drafts.ts';
import { notAllowed } from './faults.ts';
import type { Grants } from './grants.ts';
import { openLink } from './guards.ts';
import type { Handlers } from './ipc.ts';
import type { Recent } from './recent.ts';
import type { Runs } from './runs.ts';
import type { Windows } from './windows.ts';

/** What main has to answer requests with. */
export interface Services {
  readonly grants: Grants;
  readonly documents: Documents;
  readonly runs: Runs;
  readonly drafts: Drafts;
  readonly recent: Recent;
  readonly windows: Windows;
  readonly dataSets: DataSets;
}

/** Every request and who answers it. */
export function handlersFor({ grants, documents, runs, drafts, recent, windows, dataSets }: Services): Handlers {
  return {
    'file:open': (wanted, { browserWindow }) => documents.open(browserWindow, wanted),
    'file:openAll': (wanted, { browserWindow }) => documents.openAll(browserWindow, wanted),
    'file:openFolder': (wanted, { browserWindow }) => documents.openFolder(browserWindow, wanted),
    'file:choose': (wanted, { browserWindow }) => documents.choose(browserWindow, wanted),
    'file:reopen': ({ path }) => documents.reopen(path),
    'file:dropped': ({ path }) => documents.dropped(path),
    'file:save': (wanted, { browserWindow }) => documents.save(browserWindow, wanted),
    'file:sizeBeside': ({ project, path }) => documents.sizeBeside(project, path),
    'file:readBeside': ({ project, path, stretch }) => documents.readBeside(project, path, stretch),
    'runs:write': ({ project, name, bytes }) => runs.write(project, name, bytes),
    'runs:append': ({ project, name, text }) => runs.append(project, name, text),
    'runs:read': ({ project, name }) => runs.read(project, name),
    'runs:list': ({ project }) => runs.list(project),
    'runs:remove': ({ project, name }) => runs.remove(project, name),
    // A draft's file is granted again at the next start, so that it must be granted now.
    'draft:write': (draft) =>
      draft.path === null || grants.mayWrite(draft.path) ? drafts.write(draft) : notAllowed(draft.path),
    'draft:list': () => drafts.list(),
    'draft:remove': ({ id }) => drafts.remove(id),
    'recent:list': () => recent.list(),
    'recent:clear': async () => {
      await recent.clear();
      app.clearRecentDocuments();
      return null;
    },
    'window:state': ({ title, dirty }, window) => {
      window.setState(title, dirty);
      return null;
    },
    'window:closeHeard': (_, window) => {
      window.closing.heard();
      return null;
    },
    'window:close': (_, window) => {
      window.closing.settle();
      return null;
    },
    'window:new': () => {
      windows.open();
      return null;
    },
    'menu:set': (items, window) => {
      windows.setMenu(window, items);
      return null;
    },
    'catalogue:list': () => listCatalogue(),
    'catalogue:fetch': ({ id }, window) => dataSets.fetch(id, window),
    'catalogue:cancel': ({ id }, window) => dataSets.cancel(id, window),
    'catalogue:remove': ({ id }) => dataSets.remove(id),
    'catalogue:read': ({ id, file }) => dataSets.read(id, file),
    'shell:open': ({ url }) => openLink(url),
    'app:info': () => ({
      version: app.getVersion(),
      electron: process.versions.electron ?? '',
      chromium: process.versions.chrome ?? '',
      platform: process.platform,
    }),
  };
}
