import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppWindow } from './appWindow.ts';
import { answerRequests, type Handlers } from './ipc.ts';
import { preloadNames, requestNames } from './names.ts';
import type { Windows } from './windows.ts';

type Registered = (event: object, ...args: unknown[]) => unknown;

const { registered } = vi.hoisted(() => ({ registered: new Map<string, Registered>() }));
vi.mock('electron', () => ({
  ipcMain: { handle: (name: string, handler: Registered) => registered.set(name, handler) },
}));

const contents = {};
const window = {} as AppWindow;
const ours = { origin: 'app://gradwire', parent: null };
const reopen = vi.fn();

beforeEach(() => {
  registered.clear();
  reopen.mockReset().mockReturnValue('answer');
  const handlers = { ...Object.fromEntries(requestNames.map((name) => [name, () => null])), 'file:reopen': reopen };
  const windows = { of: (sender: object) => (sender === contents ? window : null) };
  answerRequests(handlers as unknown as Handlers, windows as unknown as Windows);
});

function ask(event: object, ...args: unknown[]): unknown {
  return registered.get('file:reopen')?.(event, ...args);
}

describe('answerRequests', () => {
  it('registers every request', () => {
    expect([...registered.keys()]).toEqual([...requestNames, ...preloadNames]);
  });

  it('answers the main frame of a page of ours, with what was validated', () => {
    const given = { path: '/a.gradwire', more: 'ignored' };
    expect(ask({ sender: contents, senderFrame: ours }, given)).toBe('answer');
    expect(reopen).toHaveBeenCalledWith({ path: '/a.gradwire' }, window);
  });

  it.each([
    ['a frame that has gone', { sender: contents, senderFrame: null }],
    ['another origin', { sender: contents, senderFrame: { ...ours, origin: 'https://elsewhere.example' } }],
    ['an origin that looks alike', { sender: contents, senderFrame: { ...ours, origin: 'app://gradwire.example' } }],
    ['a frame without an origin', { sender: contents, senderFrame: { ...ours, origin: 'null' } }],
    ['a frame within the page', { sender: contents, senderFrame: { ...ours, parent: ours } }],
    ['a page of no window of ours', { sender: {}, senderFrame: ours }],
  ])('refuses %s', (_, event) => {
    expect(() => ask(event, { path: '/a.gradwire' })).toThrow('not a page of this app');
    expect(reopen).not.toHaveBeenCalled();
  });

  it.each([[[]], [[{ path: 1 }]], [[null]], [[{ path: '/a' }, 'more']]])('refuses the arguments %j', (args) => {
    expect(() => ask({ sender: contents, senderFrame: ours }, ...args)).toThrow();
    expect(reopen).not.toHaveBeenCalled();
  });
});
