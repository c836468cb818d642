/** The module that `electron` resolves to: what our main process uses, and nothing else. `start` is the launcher's, `journal` and `faults` the tests'. */
import { app } from './app.ts';
import { BrowserWindow, webContents } from './browserWindow.ts';
import { startChromium as start } from './chromium.ts';
import { dialog } from './dialog.ts';
import { ipcMain } from './ipcMain.ts';
import { faults, journal } from './journal.ts';
import { Menu } from './menu.ts';
import { protocol } from './protocol.ts';
import { screen } from './screen.ts';
import { session } from './session.ts';
import { nativeTheme, shell } from './system.ts';

export {
  app,
  BrowserWindow,
  dialog,
  faults,
  ipcMain,
  journal,
  Menu,
  nativeTheme,
  protocol,
  screen,
  session,
  shell,
  start,
  webContents,
};
