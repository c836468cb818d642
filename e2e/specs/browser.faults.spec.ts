/** What breaks below a training: a GPU that is lost, a worker that dies. Nothing that was learnt is lost with them. */
import { breakDown, brokenEngine, engineOf } from '../engineFaults.ts';
import { expect, test } from '../hosts.ts';
import type { TopBar } from '../pages/topBar.ts';
import type { TrainPanel } from '../pages/trainPanel.ts';

test.use({ gpu: true });

/** Starts a training of more epochs than it can come through while the engine is replaced. */
async function trainForLong(bar: TopBar, training: TrainPanel): Promise<void> {
  await training.setting('epochs').fill('100000');
  await training.setting('epochs').press('Enter');
  await training.setPace('full');
  await bar.train.click();
  await expect.poll(() => bar.epochs(), { timeout: 30_000 }).toBeGreaterThan(20);
}

test('a training whose GPU is lost goes on with WebAssembly, and says so', async ({ openEditor }) => {
  const { bar, training, page } = await openEditor('?example=spiral');
  const engine = await engineOf(page);
  await engine.evaluate(() => {
    const contexts: WebGL2RenderingContext[] = [];
    const open = OffscreenCanvas.prototype.getContext as (...args: unknown[]) => unknown;
    Object.assign(OffscreenCanvas.prototype, {
      getContext(this: OffscreenCanvas, ...args: unknown[]) {
        const context = open.apply(this, args);
        if (context) contexts.push(context as WebGL2RenderingContext);
        return context;
      },
    });
    Object.assign(self, {
      loseGpu: () => contexts.forEach((context) => void context.getExtension('WEBGL_lose_context')?.loseContext()),
    });
  });
  await bar.backend.click();
  await page.getByRole('menuitemradio', { name: /WebGL/ }).click();
  await page.keyboard.press('Escape');
  await training.setting('epochs').fill('500');
  await training.setting('epochs').press('Enter');
  await training.setPace('full');
  await bar.train.click();
  await expect(bar.backend).toHaveText('webgl2');
  await expect.poll(() => bar.epochs(), { timeout: 60_000 }).toBeGreaterThan(1);
  const before = await bar.epochs();
  await engine.evaluate(() => (self as unknown as { loseGpu(): void }).loseGpu());
  await expect(bar.backend).toHaveText('webasm', { timeout: 30_000 });
  await expect(page.locator('.backend.warned')).toBeVisible();
  await expect.poll(() => bar.epochs()).toBeGreaterThan(before);
});

test('a training whose worker dies goes on in another, from where it was', async ({ openEditor }) => {
  const { bar, training, page } = await openEditor('?example=spiral');
  const engine = await engineOf(page);
  await trainForLong(bar, training);
  const before = await bar.epochs();
  await breakDown(engine);
  await expect(page.locator('.backend.warned')).toBeVisible();
  expect(await bar.epochs()).toBeGreaterThanOrEqual(before);
  await expect.poll(() => bar.epochs(), { timeout: 30_000 }).toBeGreaterThan(before + 20);
});

for (const button of ['pause', 'stop', 'reset'] as const) {
  test(`a training whose worker dies heeds ${button} while another is awaited`, async ({ openEditor }) => {
    const { bar, training, page } = await openEditor('?example=spiral');
    const engine = await engineOf(page);
    await trainForLong(bar, training);
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(engine.url(), async (route) => {
      await released;
      await route.continue();
    });
    await breakDown(engine);
    await expect(page.locator('.backend.warned')).toBeVisible();
    await bar[button].click();
    release();
    await expect(bar.train).toBeEnabled();
    // Only what rests can still be stopped.
    await expect(bar.stop).toBeEnabled({ enabled: button === 'pause' });
    const epoch = await bar.epoch.textContent();
    await page.waitForTimeout(1000);
    await expect(bar.epoch).toHaveText(epoch as string);
    await bar.train.click();
    await expect(bar.pause).toBeEnabled();
    await expect.poll(() => bar.epochs()).toBeGreaterThan(button === 'pause' ? Number(epoch) : 0);
  });
}

test('a training whose worker dies as its network is edited rests, with the network as it is now', async ({
  openEditor,
}) => {
  const { bar, canvas, inspector, training, page } = await openEditor('?example=spiral');
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  const engine = await engineOf(page);
  await canvas.select('linear1');
  await trainForLong(bar, training);
  await breakDown(engine);
  await inspector.param('units').fill('9');
  await expect(bar.stale).toBeVisible();
  await bar.rests();
  await bar.oneEpoch.click();
  await bar.rests();
  await expect(bar.epoch).toHaveText('1');
  await expect(bar.stale).toHaveCount(0);
  expect(errors.filter((message) => !message.includes('out of memory'))).toEqual([]);
});

test('a worker that dies while nothing runs is replaced before one notices', async ({ openEditor }) => {
  const { bar, training, page } = await openEditor('?example=xor');
  const engine = await engineOf(page);
  await breakDown(engine);
  await expect.poll(() => page.workers().includes(engine)).toBe(false);
  await training.setPace('full');
  await bar.train.click();
  await expect(bar.accuracy).toHaveText('1.0000', { timeout: 30_000 });
});

test('a training whose workers die one after the other ends with a word of it, and can be tried again', async ({
  openEditor,
}) => {
  const { bar, notices, training, page } = await openEditor('?example=spiral');
  const engine = await brokenEngine(page);
  await trainForLong(bar, training);
  const starts: string[] = [];
  page.on('worker', (worker) => starts.push(worker.url()));
  await breakDown(engine.worker);
  await expect(notices.filter({ hasText: 'The computation broke down' })).toBeVisible();
  await bar.rests();
  const tried = starts.length;
  expect(tried).toBeLessThanOrEqual(4);
  await page.waitForTimeout(1000);
  expect(starts).toHaveLength(tried);
  await engine.mend();
  await training.setting('epochs').fill('30');
  await bar.train.click();
  await expect.poll(() => bar.epochs(), { timeout: 30_000 }).toBeGreaterThan(5);
});

test('a panel that breaks down leaves the others as they are, and is there again', async ({ openEditor }) => {
  const { canvas, data, page } = await openEditor('?example=xor');
  await page.evaluate(() => {
    const format = Number.prototype.toLocaleString;
    Object.assign(window, { mend: () => Object.assign(Number.prototype, { toLocaleString: format }) });
    Object.assign(Number.prototype, {
      toLocaleString: () => {
        throw new Error('no digits are left');
      },
    });
  });
  await page.getByTestId('tab-data').click();
  const broken = page.getByTestId('broken');
  await expect(broken).toContainText('no digits are left');
  await expect(canvas.root).toBeVisible();
  await page.evaluate('mend()');
  await page.getByTestId('broken-again').click();
  await expect(broken).toHaveCount(0);
  await expect(data.rowCount('train')).toBeVisible();
});
