/** Electron's security checklist, as far as a page can try it out. */
import { fixtureFolder } from '../electron-double/fixture/folder.ts';
import { refusal, request } from '../hosts/page.ts';
import { catchLinks } from '../hosts/scripted.ts';
import { expect, test } from '../hosts.ts';

test.use({ renderer: fixtureFolder });

test('the page sees the preload script by its three functions, and nothing of Node or Electron', async ({
  standing: page,
}) => {
  const seen = await page.evaluate(() => {
    const names = ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'];
    return {
      api: Object.entries(window.gradwire ?? {}).map(([name, value]) => [name, typeof value]),
      frozen: Object.isFrozen(window.gradwire),
      replaced: Reflect.set(window, 'gradwire', {}),
      node: names.filter((name) => name in window),
      electron: Object.getOwnPropertyNames(window).filter((name) => /electron/i.test(name)),
    };
  });
  expect(seen).toEqual({
    api: [
      ['request', 'function'],
      ['dropped', 'function'],
      ['on', 'function'],
    ],
    frozen: true,
    replaced: false,
    node: [],
    electron: [],
  });
});

test('messages of unknown names and of the wrong shape are refused', async ({ standing: page }) => {
  expect(await refusal(page, 'file:delete', { path: '/etc/passwd' })).toContain('no such message');
  // What only the preload script may say.
  expect(await refusal(page, 'file:dropped', { path: '/etc/passwd' })).toContain('no such message');
  expect(await refusal(page, 'window:closeHeard')).toContain('no such message');
  expect(await refusal(page, 'file:reopen', { path: 1 })).toContain('file:reopen');
  expect(await refusal(page, 'file:reopen', { path: '/etc/pass\0wd' })).toContain('file:reopen');
  expect(await refusal(page, 'draft:remove', { id: '../recent' })).toContain('draft:remove');
  expect(await refusal(page, 'window:new', 'more')).toContain('window:new');
  const unheard = await page.evaluate(() => {
    const on = window.gradwire?.on as ((name: string, listener: () => void) => void) | undefined;
    try {
      on?.('anything', () => {});
      return '';
    } catch (error) {
      return String(error);
    }
  });
  expect(unheard).toContain('no such message');
});

test('a file that the page made itself counts as none that the user dropped', async ({ standing: page }) => {
  const place = await page.evaluate(() => window.gradwire?.dropped(new File(['x'], '/etc/passwd')));
  expect(place).toBeNull();
  expect(await request(page, 'file:reopen', { path: '/etc/passwd' })).toMatchObject({ ok: false, fault: 'notAllowed' });
});

test('the page cannot be led away, by script, by link or by form', async ({ desktop }) => {
  const { app, page } = await desktop.launch();
  const address = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());
  const links = await catchLinks(app);
  await page.evaluate(() => {
    location.href = 'https://elsewhere.example/';
  });
  await page.evaluate(() => {
    location.href = './index.html?other';
  });
  await page.click('#away', { noWaitAfter: true });
  await page.evaluate(() => {
    const form = document.createElement('form');
    form.action = 'https://elsewhere.example/';
    document.body.append(form);
    form.submit();
  });
  await page.waitForTimeout(500);
  expect(await address()).toBe('app://gradwire/index.html');
  // Not a locator: it would wait for the navigation that never was to finish.
  expect(await page.evaluate(() => document.querySelector('#status')?.textContent)).toBe('ready');
  expect(await links()).toEqual([]);
});

test('the page opens no windows; links of known sites go to the system, others nowhere', async ({ desktop }) => {
  const { app, page } = await desktop.launch();
  const links = await catchLinks(app);
  expect(await page.evaluate(() => window.open('https://elsewhere.example/') === null)).toBe(true);
  await page.click('#unknown');
  await page.click('#known');
  await expect.poll(links).toEqual(['https://github.com/']);
  expect(await request(page, 'shell:open', { url: 'https://pytorch.org/docs/' })).toBe(true);
  for (const url of ['http://pytorch.org/', 'file:///etc/passwd', 'https://pytorch.org.example/', 'javascript:1', '']) {
    expect(await request(page, 'shell:open', { url })).toBe(false);
  }
  expect(await links()).toEqual(['https://github.com/', 'https://pytorch.org/docs/']);
  expect(app.windows()).toHaveLength(1);
});

test('the page may write to the clipboard and has no other permission', async ({ standing: page }) => {
  const states = await page.evaluate(async () => {
    const names = ['notifications', 'geolocation', 'midi', 'clipboard-read', 'clipboard-write'];
    const query = async (name: string) => (await navigator.permissions.query({ name: name as PermissionName })).state;
    return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await query(name)])));
  });
  expect(states).toEqual({
    notifications: 'denied',
    geolocation: 'denied',
    midi: 'denied',
    'clipboard-read': 'denied',
    'clipboard-write': 'granted',
  });
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
});

test('the page has no frames, and no inline or evaluated script runs in it', async ({ standing: page }) => {
  const ran = await page.evaluate(async () => {
    const frame = document.createElement('iframe');
    frame.src = './index.html';
    const script = document.createElement('script');
    script.textContent = 'document.body.dataset.inline = "ran"';
    document.body.append(frame, script);
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { frame: frame.contentDocument !== null, inline: document.body.dataset.inline ?? null };
  });
  expect(ran).toEqual({ frame: false, inline: null });
});

test('nothing is downloaded past the dialogs', async ({ desktop }) => {
  const { app, page } = await desktop.launch();
  const refused = await app.evaluateHandle(({ session }) => {
    const counts = { refused: 0 };
    session.defaultSession.on('will-download', (event) => {
      if (event.defaultPrevented) counts.refused += 1;
    });
    return counts;
  });
  await page.click('#download');
  await expect.poll(() => refused.evaluate(({ refused }) => refused)).toBe(1);
});

test('the app says what it runs on', async ({ standing: page }) => {
  const info = await request(page, 'app:info');
  expect(info.electron).toMatch(/^45\./);
  expect(info.chromium).toMatch(/^\d+\./);
  expect(info.platform).toBe(process.platform);
  expect(info.version).toMatch(/^\d+\.\d+\.\d+$/);
});
