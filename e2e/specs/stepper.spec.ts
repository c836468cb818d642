/** The tape on every host: a walk to its end and back, and what an edit does to it. */
import { expect, test } from '../hosts.ts';

test('a walk back through the tape finds exactly what the walk there saw', { tag: '@browser' }, async ({
  openEditor,
}) => {
  const { stepper, canvas } = await openEditor('?example=residual');
  const steps = await stepper.open();
  await stepper.level('matrix');
  const seen: unknown[] = [];
  for (let step = 0; step <= steps; step++) {
    await stepper.at(step);
    seen.push(await stepper.seen());
    if (step < steps) await stepper.next.click();
  }
  await expect(stepper.next).toBeDisabled();

  const phases = seen.map((state) => (state as { block: readonly string[] }).block[1]);
  const blocks = await canvas.blocks.count();
  expect(phases.filter((phase) => phase === 'forward')).toHaveLength(blocks);
  expect(phases.filter((phase) => phase === 'backward')).toHaveLength(blocks);
  expect([...phases].sort((a, b) => order.indexOf(a ?? '') - order.indexOf(b ?? ''))).toEqual(phases);

  for (let step = steps; step >= 0; step--) {
    await stepper.at(step);
    expect(await stepper.seen()).toEqual(seen[step]);
    if (step > 0) await stepper.previous.click();
  }
  await expect(stepper.previous).toBeDisabled();
});

const order = ['forward', 'backward', 'update'];

test('an edit greys the tape, and it can be recorded again', async ({ openEditor }) => {
  const { stepper, inspector, canvas, page } = await openEditor('?example=xor');
  await stepper.open();
  await expect(stepper.recordAgain).toHaveCount(0);
  await canvas.select('linear1');
  await inspector.param('units').fill('5');
  await inspector.param('units').press('Enter');
  await expect(page.locator('.tape')).toHaveAttribute('data-stale', 'true');
  await stepper.recordAgain.click();
  await expect(page.locator('.tape')).toHaveAttribute('data-stale', 'false');
  await expect(stepper.recordAgain).toHaveCount(0);
});
