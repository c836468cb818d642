/**
 * Runs in a world of its own beside each page and puts `window.gradwire` there, nothing else: names are checked here,
 * arguments and senders in main.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { DesktopApi, EventName, Events } from './contract.ts';
import { eventNames, requestNames } from './names.ts';

type Listener = (payload: never) => void;

const listeners = new Map<EventName, Set<Listener>>(eventNames.map((name) => [name, new Set()]));
/** Files handed over before the page was ready for them. */
const early: Events['file:opened'][] = [];

const api: DesktopApi = {
  request(name, ...argument) {
    check(requestNames, name);
    return ipcRenderer.invoke(name, ...argument.slice(0, 1));
  },
  async dropped(file) {
    const path = webUtils.getPathForFile(file);
    if (path === '') return null;
    await ipcRenderer.invoke('file:dropped', { path });
    return path;
  },
  on(name, listener) {
    check(eventNames, name);
    if (typeof listener !== 'function') throw new TypeError('a listener must be a function');
    listeners.get(name)?.add(listener);
    if (name === 'file:opened') for (const file of early.splice(0)) deliver('file:opened', file);
    return () => listeners.get(name)?.delete(listener);
  },
};

for (const name of eventNames) {
  ipcRenderer.on(name, (_event, payload: Events[typeof name]) => {
    const heard = deliver(name, payload);
    if (name === 'file:opened' && !heard) early.push(payload as Events['file:opened']);
    // Said from here and not by the page's own code: it means that the page runs and somebody listens.
    if (name === 'window:closeRequested' && heard) void ipcRenderer.invoke('window:closeHeard');
  });
}

contextBridge.exposeInMainWorld('gradwire', api);

/** @returns whether a listener took it without failing */
function deliver<Name extends EventName>(name: Name, payload: Events[Name]): boolean {
  let heard = false;
  for (const listener of listeners.get(name) ?? []) {
    try {
      (listener as (payload: Events[Name]) => void)(payload);
      heard = true;
    } catch (error) {
      console.error(error);
    }
  }
  return heard;
}

function check(names: readonly string[], name: string): void {
  if (!names.includes(name)) throw new TypeError(`no such message: ${String(name)}`);
}
