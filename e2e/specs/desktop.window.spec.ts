/** The windows of the desktop app: their menu, their place, and how they are held open over unsaved work. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { fixtureFolder } from '../electron-double/fixture/folder.ts';
import { request, told } from '../hosts/page.ts';
import { answerMessageBoxes } from '../hosts/scripted.ts';
import { expect, test } from '../hosts.ts';

test.use({ renderer: fixtureFolder });

const countOf = (app: ElectronApplication) => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
const close = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
const boundsOf = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
const hasEnded = (app: ElectronApplication) =>
  new Promise<number | null>((resolve) => app.process().once('exit', resolve));

test('a window with unsaved work stays open until its page says close', async ({ desktop }) => {
  const { app, page } = await desktop.launch();
  const ended = hasEnded(app);
  await request(page, 'window:state', { title: 'xor — Gradwire', dirty: true });
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle())).toBe(
    'xor — Gradwire',
  );
  await close(app);
  await expect.poll(() => told(page)).toEqual([['window:closeRequested', null]]);
  // The page asks, and may take its time: main does not ask as well.
  const said = await answerMessageBoxes(app, [0]);
  await page.waitForTimeout(6_000);
  expect(await said()).toEqual([]);
  expect(await countOf(app)).toBe(1);
  // The user thought better of it, and tries again later.
  await close(app);
  await expect.poll(() => told(page)).toHaveLength(2);
  await request(page, 'window:close').catch(() => {});
  expect(await ended).toBe(0);
});

test('a window without unsaved work closes, and the app with its last one', async ({ desktop }) => {
  const { app, page } = await desktop.launch();
  const ended = hasEnded(app);
  await request(page, 'window:state', { title: 'xor', dirty: true });
  await request(page, 'window:state', { title: 'xor', dirty: false });
  await close(app).catch(() => {});
  expect(await ended).toBe(0);
});

test('where the page does not answer, main asks', async ({ desktop }) => {
  const { app, page } = await desktop.launch();
  const ended = hasEnded(app);
  await request(page, 'window:state', { title: 'xor', dirty: true });
  const said = await answerMessageBoxes(app, [1, 0]);
  // A page that hangs: nothing of it runs again.
  page
    .evaluate(() =>
      setTimeout(() => {
        for (;;);
      }),
    )
    .catch(() => {});
  await page.waitForTimeout(300);
  await close(app);
  await expect.poll(said, { timeout: 8_000 }).toHaveLength(1);
  expect(await countOf(app)).toBe(1);
  await close(app);
  expect(await ended).toBe(0);
});

test('quitting waits for unsaved work and is taken up again', async ({ desktop }) => {
  const { app, page } = await desktop.launch();
  const ended = hasEnded(app);
  await request(page, 'window:new');
  await expect.poll(() => countOf(app)).toBe(2);
  await request(page, 'window:state', { title: 'xor', dirty: true });
  await app.evaluate(({ app }) => app.quit());
  await expect.poll(() => told(page)).toContainEqual(['window:closeRequested', null]);
  await request(page, 'window:close').catch(() => {});
  expect(await ended).toBe(0);
});

test('the menu is the page’s, and its commands reach the page in front', async ({ desktop }) => {
  const { app, page } = await desktop.launch();
  const roles = () => app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label));
  expect(await roles()).toEqual(['File', 'Edit', 'View']);
  await request(page, 'menu:set', [
    {
      kind: 'submenu',
      label: 'Train',
      items: [
        { kind: 'command', id: 'train.start', label: 'Start', accelerator: 'CmdOrCtrl+Enter' },
        { kind: 'separator' },
        { kind: 'command', id: 'train.pause', label: 'Pause', enabled: false, checked: true },
      ],
    },
  ]);
  expect(await roles()).toEqual(['Train']);
  const pause = await app.evaluate(({ Menu }) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById('train.pause');
    return [item?.enabled, item?.checked, item?.type];
  });
  expect(pause).toEqual([false, true, 'checkbox']);
  const start = () => app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('train.start')?.click());
  await start();
  await expect.poll(() => told(page)).toEqual([['menu:command', 'train.start']]);

  const appears = app.waitForEvent('window');
  await request(page, 'window:new');
  await appears;
  // The new window has not said what it can do.
  await expect.poll(roles).toEqual(['File', 'Edit', 'View']);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.focus());
  await expect.poll(roles).toEqual(['Train']);
});

test('a window opens where it was, and never off the screen', async ({ desktop }) => {
  const first = await desktop.launch();
  const usual = await boundsOf(first.app);
  expect(usual).toMatchObject({ width: 1280, height: 800 });
  const bounds = { x: 120, y: 90, width: 900, height: 640 };
  await first.app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), bounds);
  const remembered = path.join(desktop.userData, 'windows.json');
  await expect.poll(() => readFileSync(remembered, { encoding: 'utf8', flag: 'a+' })).toContain('640');
  await first.kill();

  const second = await desktop.launch();
  expect(await boundsOf(second.app)).toEqual(bounds);
  const size = await second.page.evaluate(() => [innerWidth, innerHeight]);
  expect(size[0]).toBe(900);
  await request(second.page, 'window:new');
  await expect.poll(() => countOf(second.app)).toBe(2);
  const all = await second.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.getBounds().x),
  );
  expect(new Set(all).size).toBe(2);
  await second.kill();

  writeFileSync(remembered, readFileSync(remembered, 'utf8').replaceAll(/"x": \d+/g, '"x": 40000'));
  const third = await desktop.launch();
  const { screen, window } = await third.app.evaluate(({ screen, BrowserWindow }) => ({
    screen: screen.getPrimaryDisplay().workArea,
    window: BrowserWindow.getAllWindows()[0]?.getBounds() ?? { x: 0, width: 0 },
  }));
  expect(window.x + window.width).toBeLessThanOrEqual(screen.x + screen.width);
});

test('a page that crashes is offered again', async ({ desktop }) => {
  const { app, page } = await desktop.launch();
  await request(page, 'window:state', { title: 'xor', dirty: true });
  const said = await answerMessageBoxes(app, [0]);
  const reloaded = app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        contents?.once('did-finish-load', () => resolve());
        contents?.forcefullyCrashRenderer();
      }),
  );
  await expect.poll(said).toHaveLength(1);
  await reloaded;
});
