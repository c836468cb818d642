/** Runs in the preload script's world: what a sandboxed preload script can require, then the script itself. */
import { type FileOnDisk, ISOLATED_WORLD, TO_MAIN, TO_PAGE, type ToMain, type ToPage } from '../messages.ts';
import { decode, encode } from '../wire.ts';
import { Bridge } from './bridge.ts';
import { isPage, OPEN } from './settings.ts';

type Listener = (event: object, ...args: unknown[]) => void;
type Waiting = { readonly channel: string; resolve(value: unknown): void; reject(error: Error): void };

if (isPage()) start();

function start(): void {
  const bridge = new Bridge(`preload-${settings.token}`, `page-${settings.token}`);
  const waiting = new Map<number, Waiting>();
  const listeners = new Map<string, Listener[]>();
  const onDisk: FileOnDisk[] = [];
  let last = 0;

  const world = globalThis as unknown as Record<string, (text: string) => void>;
  const post = (message: ToMain) => world[TO_MAIN]?.(encode(message));

  world[TO_PAGE] = (text) => {
    const message = decode(text) as ToPage;
    if (message.kind === 'send') {
      for (const listener of [...(listeners.get(message.channel) ?? [])])
        listener({ sender: ipcRenderer }, ...message.args);
      return;
    }
    if (message.kind === 'files') {
      onDisk.push(...message.files);
      return;
    }
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'answer') asked?.resolve(message.value);
    else asked?.reject(new Error(`Error invoking remote method '${asked.channel}': ${message.message}`));
  };

  const ipcRenderer = {
    invoke(channel: string, ...args: unknown[]) {
      const id = ++last;
      return new Promise((resolve, reject) => {
        waiting.set(id, { channel, resolve, reject });
        post({ kind: 'invoke', id, channel, args });
      });
    },
    send: (channel: string, ...args: unknown[]) => post({ kind: 'send', channel, args }),
    on(channel: string, listener: Listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    off(channel: string, listener: Listener) {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((known) => known !== listener),
      );
      return ipcRenderer;
    },
  };
  const contextBridge = { exposeInMainWorld: (key: string, api: unknown) => bridge.expose(key, api) };

  const webUtils = {
    getPathForFile(file: unknown) {
      if (!(file instanceof File)) throw new TypeError('getPathForFile takes a File');
      const { name, size, lastModified } = file;
      const same = (one: FileOnDisk) => one.name === name && one.size === size && one.lastModified === lastModified;
      return onDisk.find(same)?.path ?? '';
    },
  };

  bridge.provide(OPEN, (url, frameName, features) => {
    post({ kind: 'open', url: String(url), frameName: String(frameName), features: String(features) });
  });
  runPreload(
    {
      ipcRenderer: loud('ipcRenderer', ipcRenderer),
      contextBridge: loud('contextBridge', contextBridge),
      webUtils: loud('webUtils', webUtils),
    },
    post,
  );
}

function runPreload(electron: object, post: (message: ToMain) => void): void {
  const require = (id: string) => {
    if (id === 'electron' || id === 'electron/renderer') return electron;
    throw new Error(`module not found: ${id} (a sandboxed preload script has no others)`);
  };
  const { platform, versions } = settings;
  const process = { platform, versions, type: 'renderer', sandboxed: true, contextIsolated: true, env: {} };
  const module = { exports: {} };
  try {
    preload.call(globalThis, require, module, module.exports, process);
  } catch (error) {
    post({ kind: 'preloadFailed', error: error instanceof Error ? error : new Error(`${ISOLATED_WORLD}: ${error}`) });
  }
}

function loud<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(_, key, receiver) {
      if (typeof key === 'symbol' || key in target) return Reflect.get(target, key, receiver);
      throw new Error(`electron double: ${name}.${key} is not implemented`);
    },
  });
}
