/** How long one waits for a tape and for each of its steps. */
import { expect, test } from '../hosts.ts';
import { median, report, scratch } from './figures.ts';
import { pictureProject } from './projects.ts';

test('a tape of 784-128-10 is there soon, and its steps follow at once', async ({ desktop }) => {
  const { page } = await desktop.launch({ files: [pictureProject(scratch(desktop.userData))] });
  await expect(page.getByTestId('tape-start')).toBeEnabled({ timeout: 30_000 });
  // Timed in the page: from the press to the frame in which the step with its numbers is on the screen.
  const press = (testId: string, step: number) =>
    page.evaluate(
      async ([testId, step]) => {
        const shown = () => document.querySelector('[data-testid="step-main"]')?.getAttribute('data-step');
        const start = performance.now();
        document.querySelector<HTMLButtonElement>(`[data-testid="${testId}"]`)?.click();
        while (shown() !== step) await new Promise((resolve) => setTimeout(resolve, 1));
        await new Promise((resolve) => requestAnimationFrame(resolve));
        return performance.now() - start;
      },
      [testId, String(step)] as const,
    );
  report('a tape of 64 rows of 784-128-10, first display', await press('tape-start', 0), { unit: 'ms', below: 500 });
  const last = Number((await page.getByTestId('tape-position').textContent())?.split('/')[1]);
  const times: number[] = [];
  for (let step = 1; step <= last; step++) times.push(await press('tape-next', step));
  // What one step costs is the better of its two visits: whatever else the machine did meanwhile is none of it.
  const best = times.slice(0, -1);
  for (let step = last - 1; step > 0; step--) {
    const time = await press('tape-prev', step);
    times.push(time);
    best[step - 1] = Math.min(best[step - 1] as number, time);
  }
  report('a step of the stepper, median', median(times), { unit: 'ms', below: 50 });
  report('a step of the stepper, slowest', Math.max(...best), { unit: 'ms', below: 50 });
});
