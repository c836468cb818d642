/** A large graph under the hand. */
import type { CDPSession, Page } from '@playwright/test';
import { expect, test } from '../hosts.ts';
import { Editor } from '../pages/editor.ts';
import { median, report, scratch } from './figures.ts';
import { largeProject } from './projects.ts';

const MOVES = 80;

/** The main thread's work for each frame while the mouse moves, in milliseconds. */
async function workPerFrame(page: Page, session: CDPSession, move: (at: number) => Promise<void>): Promise<number[]> {
  const busy = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
  };
  const work: number[] = [];
  for (let at = 0; at < MOVES; at++) {
    const before = await busy();
    await move(at);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))));
    work.push((await busy()) - before);
  }
  return work;
}

test('200 blocks and 300 wires open, pan and drag smoothly', async ({ desktop }) => {
  const file = largeProject(scratch(desktop.userData));
  const start = performance.now();
  const { page } = await desktop.launch({ files: [file] });
  const { canvas } = new Editor(page);
  await expect(canvas.block('block0x0')).toBeVisible({ timeout: 30_000 });
  report('201 blocks and 300 wires are open, the app started with them', (performance.now() - start) / 1000, {
    unit: 's',
    below: 5,
  });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const idle = median(await workPerFrame(page, session, async () => {}));
  const place = await canvas.place(0.5, 0.05);
  await page.mouse.move(place.x, place.y);
  await page.mouse.down({ button: 'middle' });
  const pan = await workPerFrame(page, session, (at) => page.mouse.move(place.x + at * 2, place.y + at));
  await page.mouse.up({ button: 'middle' });
  const block = await canvas.middle(canvas.block('block20x2').locator('.block-head'));
  await page.mouse.move(block.x, block.y);
  await page.mouse.down();
  const drag = await workPerFrame(page, session, (at) => page.mouse.move(block.x + at, block.y + at / 2));
  await page.mouse.up();
  console.log(`  the measurement itself: ${idle.toFixed(1)} ms a frame`);
  report('panning, the page’s work for a frame, median', median(pan), { unit: 'ms', below: 16 });
  report('dragging a block, the page’s work for a frame, median', median(drag), { unit: 'ms', below: 16 });
});
