import { beforeEach, expect, it, vi } from 'vitest';
import type { Placement } from './placement.ts';
import { createWindow } from './window.ts';

const { made } = vi.hoisted(() => ({ made: [] as Electron.BrowserWindowConstructorOptions[] }));
vi.mock('electron', () => ({
  nativeTheme: { shouldUseDarkColors: false },
  screen: {},
  BrowserWindow: class {
    static getAllWindows = () => [];
    on = () => this;
    once = () => this;
    maximize = () => {};
    constructor(options: Electron.BrowserWindowConstructorOptions) {
      made.push(options);
    }
  },
}));

beforeEach(() => {
  made.length = 0;
});

it('opens every window as Electron’s security checklist asks', () => {
  const placed = { bounds: { x: 1, y: 2, width: 900, height: 700 }, maximized: false };
  createWindow({ next: () => placed, watch: () => {} } as unknown as Placement);
  const [options] = made;
  expect(options).toMatchObject({ x: 1, y: 2, width: 900, height: 700, show: false });
  expect(options?.webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    spellcheck: false,
  });
  expect(options?.webPreferences?.preload).toMatch(/preload\.cjs$/);
  for (const risky of ['experimentalFeatures', 'enableBlinkFeatures', 'disableBlinkFeatures', 'additionalArguments']) {
    expect(options?.webPreferences).not.toHaveProperty(risky);
  }
});
