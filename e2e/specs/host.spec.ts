/** What every host must give the interface, whatever the interface is. */
import { fixtureFolder } from '../electron-double/fixture/folder.ts';
import { expect, test } from '../hosts.ts';

test.use({ renderer: fixtureFolder });

test('the page is isolated, and so are its workers, which may not evaluate text', async ({ standing: page }) => {
  await expect(page.locator('#status')).toHaveText('ready');
  expect(await page.evaluate(() => [crossOriginIsolated, isSecureContext])).toEqual([true, true]);
  const said = await page.evaluate(() => {
    const worker = new Worker('./worker.js', { type: 'module' });
    return new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = () => reject(new Error('the worker did not start'));
    });
  });
  expect(said).toEqual({ isolated: true, threads: true, webAssembly: true, evaluation: false, elsewhere: false });
});

test('a thread may be started from a blob, and shares memory', async ({ standing: page }) => {
  const sum = await page.evaluate(() => {
    const source = 'onmessage = ({ data }) => { data[0] += 1; postMessage(null); }';
    const worker = new Worker(URL.createObjectURL(new Blob([source])));
    const shared = new Int32Array(new SharedArrayBuffer(4));
    worker.postMessage(shared);
    return new Promise((resolve) => {
      worker.onmessage = () => resolve(shared[0]);
    });
  });
  expect(sum).toBe(1);
});

test('every answer carries the policy, and nothing outside the folder is served', async ({ standing: page }) => {
  const answers = await page.evaluate(async () => {
    const ask = async (path: string, method = 'GET') => {
      const { status, headers } = await fetch(path, { method });
      return { status, type: headers.get('content-type'), policy: headers.get('content-security-policy') };
    };
    return {
      page: await ask('./index.html'),
      script: await ask('./page.js'),
      missing: await ask('./missing.js'),
      climbing: await ask('./%2e%2e/%2e%2e/README.md'),
      encoded: await ask('./..%2fREADME.md'),
      backslash: await ask('./..%5cREADME.md'),
      broken: await ask('./%zz'),
      posted: await ask('./index.html', 'POST'),
    };
  });
  const { page: index, script, posted, ...refused } = answers;
  expect([index.status, index.type]).toEqual([200, 'text/html; charset=utf-8']);
  expect([script.status, script.type]).toEqual([200, 'text/javascript; charset=utf-8']);
  expect(posted.status).toBe(405);
  for (const answer of Object.values(refused)) expect(answer.status).toBe(404);
  for (const { policy } of Object.values(answers)) {
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(policy).toContain("default-src 'none'");
  }
});

test('the address carries a query', async ({ open }) => {
  const page = await open('?example=xor&lang=ja');
  expect(await page.evaluate(() => location.search)).toBe('?example=xor&lang=ja');
});
