import { problem, type Result } from '../../core/problem.ts';
import type { DesktopApi, FileResult } from '../../electron/contract.ts';
import { type FileKind, failure, type Host, isUpload, missing, type Opened, success, uploadToken } from './host.ts';
import { besides, placeOf } from './paths.ts';

declare global {
  interface Window {
    readonly gradwire?: DesktopApi;
  }
}

/** The host that Electron's main process provides through the preload script. */
export function electronHost(api: DesktopApi): Host {
  const filters = ({ title, filterName, extensions }: FileKind) => ({ title, filterName, extensions: [...extensions] });
  return {
    kind: 'electron',
    // The main process tells it at its start.
    joinsVectors: true,
    async open(kind) {
      const reply = await api.request('file:open', filters(kind));
      return reply && toResult(reply, toOpened);
    },
    async openAll(kind) {
      const reply = await api.request('file:openAll', filters(kind));
      return reply && toResult(reply, (files) => files.map(toOpened));
    },
    async reopen({ token }) {
      return toResult(await api.request('file:reopen', { path: token }), toOpened);
    },
    async save({ token, ask, suggestedName, kind, bytes }) {
      const reply = await api.request('file:save', {
        path: token,
        ask,
        suggestedName,
        ...filters(kind),
        bytes: plain(bytes),
      });
      return reply && toWritten(reply, ({ path, name }) => ({ token: path, name }));
    },
    async exportFile(suggestedName, kind, bytes) {
      const reply = await api.request('file:save', {
        path: null,
        ask: true,
        suggestedName,
        ...filters(kind),
        bytes: plain(bytes),
      });
      return reply && toWritten(reply, () => null);
    },
    async pickData(kind, project) {
      const chosen = await api.request('file:choose', filters(kind));
      return chosen && success({ path: besides(chosen.path, project), name: chosen.name });
    },
    async pickFolder(title, project) {
      const chosen = await api.request('file:openFolder', { title });
      return chosen && success({ path: besides(chosen.path, project), name: chosen.name });
    },
    dropped: async (file) => (await api.dropped(file)) ?? uploadToken(file.name),
    keepData({ token, name }, project) {
      // A dropped file that lies nowhere, as one out of another page, must be chosen in a dialog.
      if (isUpload(token)) return Promise.resolve(failure(problem('dropNotKept', { file: name })));
      return Promise.resolve(success({ path: besides(token, project) }));
    },
    moved: (path, from, to) => besides(placeOf(path, from), to),
    async sizeBeside(project, path) {
      return toResult(await api.request('file:sizeBeside', { project, path }), (size) => size);
    },
    async readBeside(project, path, stretch) {
      return toResult(await api.request('file:readBeside', { project, path, stretch }), (bytes) => bytes);
    },
    catalogue: {
      list: async () => success(await api.request('catalogue:list')),
      async fetch(id, onProgress, signal) {
        const stopListening = api.on('catalogue:progress', (told) => {
          if (told.id === id) onProgress(told.done, told.total);
        });
        const cancel = () => void api.request('catalogue:cancel', { id });
        signal.addEventListener('abort', cancel);
        try {
          return await api.request('catalogue:fetch', { id });
        } finally {
          stopListening();
          signal.removeEventListener('abort', cancel);
        }
      },
      remove: (id) => api.request('catalogue:remove', { id }),
      async read(id, file) {
        const reply = await api.request('catalogue:read', { id, file });
        if (!reply.ok && reply.fault === 'missing') return failure(problem('notFetched', { id }));
        return toResult(reply, (bytes) => bytes);
      },
    },
    runs: {
      write: async (project, name, bytes) =>
        toWritten(await api.request('runs:write', { project, name, bytes: plain(bytes) }), () => null),
      append: async (project, name, text) =>
        toWritten(await api.request('runs:append', { project, name, text }), () => null),
      read: async (project, name) => toResult(await api.request('runs:read', { project, name }), (bytes) => bytes),
      list: async (project) => toResult(await api.request('runs:list', { project }), (files) => files),
      remove: async (project, name) => toWritten(await api.request('runs:remove', { project, name }), () => null),
    },
    drafts: {
      async write({ token, ...draft }) {
        const reply = await api.request('draft:write', { ...draft, path: token });
        if (!reply.ok) throw new Error(reply.detail);
      },
      list: async () => (await api.request('draft:list')).map(({ path, ...draft }) => ({ ...draft, token: path })),
      async remove(id) {
        await api.request('draft:remove', { id });
      },
    },
    recents: async () => (await api.request('recent:list')).map(({ path, name }) => ({ token: path, name })),
    async clearRecents() {
      await api.request('recent:clear');
    },
    setWindow: (title, dirty) => void api.request('window:state', { title, dirty }),
    closeWindow: () => void api.request('window:close'),
    newWindow: () => void api.request('window:new'),
    setMenu: (items) => void api.request('menu:set', [...items]),
    openExternal: (url) => void api.request('shell:open', { url }),
    version: async () => {
      const { version, electron, chromium } = await api.request('app:info');
      return `${version}, Electron ${electron}, Chromium ${chromium}`;
    },
    onCommand: (listener) => api.on('menu:command', listener),
    onFile: (listener) => api.on('file:opened', (reply) => listener(toResult(reply, toOpened))),
    onCloseRequested: (listener) => api.on('window:closeRequested', () => listener()),
  };
}

function toOpened({ path, name, bytes }: { path: string; name: string; bytes: Uint8Array }): Opened {
  return { token: path, name, bytes };
}

function toResult<T, U>(
  reply: FileResult<T>,
  use: (value: T) => U,
  code: 'fileUnreadable' | 'fileUnwritable' = 'fileUnreadable',
): Result<U> {
  if (reply.ok) return success(use(reply.value));
  const { fault, path, detail } = reply;
  if (fault === 'missing') return missing(path);
  return failure(problem(code, { file: path, reason: detail }));
}

/** The same for what writes, or takes away. */
function toWritten<T, U>(reply: FileResult<T>, use: (value: T) => U): Result<U> {
  return toResult(reply, use, 'fileUnwritable');
}

/** Bytes that no other thread shares, which is all that the page ever has to send. */
function plain(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>;
}
