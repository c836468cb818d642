/** Every example, opened from the start page and trained, reaches the figure that its file names. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '../hosts.ts';

const folder = path.resolve(import.meta.dirname, '../../examples');
const quick = ['xor', 'circles', 'plane'];

interface Example {
  readonly goal: { readonly accuracy?: number; readonly loss?: number };
  readonly training: { readonly epochs: number };
}

for (const file of readdirSync(folder).filter((one) => one.endsWith('.gradwire'))) {
  const name = path.basename(file, '.gradwire');
  const { goal, training: settings }: Example = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));

  test(`${name} reaches its goal`, { tag: quick.includes(name) ? [] : '@long' }, async ({ openEditor }) => {
    test.slow(!quick.includes(name));
    const { bar, canvas, start, training } = await openEditor('?');
    await start.example(name).click();
    await canvas.fitted();
    await training.setPace('full');
    await bar.trainTo(settings.epochs, 120_000);
    if (goal.accuracy !== undefined) {
      await training.part.selectOption('test');
      await expect.poll(() => training.accuracyOfPart()).toBeGreaterThanOrEqual(goal.accuracy);
    } else {
      expect(Number(await bar.loss.textContent())).toBeLessThanOrEqual(goal.loss ?? 0);
    }
  });
}
