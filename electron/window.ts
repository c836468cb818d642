import path from 'node:path';
import { BrowserWindow, nativeTheme } from 'electron';
import { SMALLEST } from './bounds.ts';
import type { Placement } from './placement.ts';

/** What a page is allowed: nothing of Node, a world apart from the preload script, no dictionary from the network. */
const webPreferences = {
  preload: path.join(import.meta.dirname, '../preload/preload.cjs'),
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
} as const;

/** A window where windows were before, shown once there is something to see. */
export function createWindow(placement: Placement): BrowserWindow {
  const { bounds, maximized } = placement.next(BrowserWindow.getAllWindows().length);
  const window = new BrowserWindow({
    ...bounds,
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    title: 'Gradwire',
    show: false,
    // What shows before the page does; the page's own themes start from these two.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181d' : '#ffffff',
    webPreferences,
  });
  if (maximized) window.maximize();
  placement.watch(window);
  window.once('ready-to-show', () => window.show());
  // The title is the page's to set, through the contract; that of its document is not it.
  window.on('page-title-updated', (event) => event.preventDefault());
  return window;
}
