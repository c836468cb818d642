/** What breaks in the worker in which the engine runs. */
import { expect, type Page, type Worker } from '@playwright/test';

export async function engineOf(page: Page): Promise<Worker> {
  await expect.poll(() => page.workers().length).toBeGreaterThan(0);
  return page.workers()[0] as Worker;
}

/** Has the worker die of an error of its own. */
export async function breakDown(engine: Worker): Promise<void> {
  await engine.evaluate(() => {
    setTimeout(() => {
      throw new Error('out of memory');
    });
  });
}

/** Has every worker that comes after this one die as it starts, until it is mended. */
export async function brokenEngine(page: Page): Promise<{ worker: Worker; mend(): Promise<void> }> {
  const worker = await engineOf(page);
  const url = worker.url();
  await page.route(url, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: "throw new Error('out of memory');" }),
  );
  return { worker, mend: () => page.unroute(url) };
}

/** Has the engine find no room, once, for an array of so many floats. */
export async function allocationFails(page: Page, floats: number): Promise<void> {
  const engine = await engineOf(page);
  await engine.evaluate((floats) => {
    const Whole = Float32Array;
    const limited = new Proxy(Whole, {
      construct(of, args, as) {
        if (args[0] !== floats) return Reflect.construct(of, args, as);
        Object.assign(self, { Float32Array: Whole });
        throw new RangeError('Array buffer allocation failed');
      },
    });
    Object.assign(self, { Float32Array: limited });
  }, floats);
}
