/** What training costs the page, and what watching costs the training. */
import type { Page } from '@playwright/test';
import { expect, test } from '../hosts.ts';
import { Editor } from '../pages/editor.ts';
import { median, report, scratch } from './figures.ts';
import { pictureProject } from './projects.ts';

const SECONDS = 8;

/** What happens on the page's main thread meanwhile. */
interface Watch {
  /** Tasks of more than 50 ms, by the browser's own account. */
  readonly longTasks: readonly number[];
  /** How often the top bar was told where the training is. */
  readonly updates: number;
}

async function watch(page: Page, seconds: number): Promise<Watch> {
  return page.evaluate(async (milliseconds) => {
    const longTasks: number[] = [];
    const tasks = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longTasks.push(duration);
    });
    tasks.observe({ type: 'longtask' });
    let updates = 0;
    const bar = document.querySelector('[data-steps]') as Element;
    const changes = new MutationObserver(() => {
      updates += 1;
    });
    changes.observe(bar, { attributeFilter: ['data-steps'] });
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    tasks.disconnect();
    changes.disconnect();
    return { longTasks, updates };
  }, seconds * 1000);
}

test('training 784-128-10 leaves the page free, tells of itself, and pauses at once', async ({ desktop }) => {
  const { page } = await desktop.launch({ files: [pictureProject(scratch(desktop.userData))] });
  const { bar, training } = new Editor(page);
  await expect(page.getByTestId('tape-start')).toBeEnabled({ timeout: 30_000 });
  for (const pace of ['watch', 'full'] as const) {
    await training.setPace(pace);
    await bar.train.click();
    await expect(bar.speed).toHaveText(/ms/, { timeout: 60_000 });
    const { longTasks, updates } = await watch(page, SECONDS);
    report(`longest task of the page while 784-128-10 trains, pace ${pace}`, Math.max(0, ...longTasks), {
      unit: 'ms',
      below: 50,
    });
    report(`figures of the training, pace ${pace}`, updates / SECONDS, { unit: 'a second', above: 5 });
    const pauses = await page.evaluate(async () => {
      const pause = document.querySelector('[data-testid="pause"]') as HTMLButtonElement;
      const start = performance.now();
      pause.click();
      while (!pause.disabled) await new Promise((resolve) => setTimeout(resolve, 1));
      return performance.now() - start;
    });
    report(`a pause takes effect, pace ${pace}`, pauses, { unit: 'ms', below: 200 });
    await expect(bar.train).toBeEnabled();
  }
  console.log(`  backend: ${await bar.backend.textContent()}, ${await bar.speed.textContent()} a step`);
});

test('the live flow costs the training little', async ({ desktop }) => {
  const { page } = await desktop.launch({ files: [pictureProject(scratch(desktop.userData))] });
  const { bar, training } = new Editor(page);
  await expect(page.getByTestId('tape-start')).toBeEnabled({ timeout: 30_000 });
  await training.setPace('full');
  await bar.train.click();
  await expect(bar.speed).toHaveText(/ms/, { timeout: 60_000 });
  // On and off in turn within one run, so that a machine that slows down slows both.
  const rates: Record<'on' | 'off', number[]> = { on: [], off: [] };
  for (let round = 0; round < 6; round++) {
    const state = round % 2 === 0 ? 'on' : 'off';
    await page.waitForTimeout(500);
    rates[state].push(await stepsPerSecond(page, SECONDS));
    await bar.choose('view', 'liveFlow');
  }
  const cost = 1 - median(rates.on) / median(rates.off);
  console.log(`  steps a second with the flow ${median(rates.on).toFixed(0)}, without ${median(rates.off).toFixed(0)}`);
  report('the live flow costs', 100 * cost, { unit: '% of the throughput', below: 10 });
});

/** Steps of the training by the epochs that pass, parts of them included. */
async function stepsPerSecond(page: Page, seconds: number): Promise<number> {
  const read = () =>
    page.evaluate(() => {
      const bar = document.querySelector<HTMLElement>('[data-steps]');
      return { steps: Number(bar?.dataset.steps), at: performance.now() };
    });
  const before = await read();
  await page.waitForTimeout(seconds * 1000);
  const after = await read();
  return (1000 * (after.steps - before.steps)) / (after.at - before.at);
}
