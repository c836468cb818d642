/** Ways through the tape, what is to be seen at each level, and the experiments beside it. */
import { expect, test } from '../hosts.ts';

test('keys, the scrub bar, phases, play and a click on a block all lead through the tape', async ({ openEditor }) => {
  const editor = await openEditor('?example=xor');
  const { stepper, canvas, page } = editor;
  await expect(stepper.start).toBeEnabled();
  await editor.press('Home');
  await stepper.at(0);
  await editor.press(']', ']');
  await stepper.at(2);
  await editor.press('[');
  await stepper.at(1);
  expect(await stepper.blockAndPhase()).toEqual(['linear1', 'forward']);

  await stepper.finishPhase.click();
  expect(await stepper.blockAndPhase()).toEqual(['loss', 'forward']);
  await stepper.finishPhase.click();
  await expect.poll(() => stepper.blockAndPhase()).toEqual(['input', 'backward']);
  await canvas.block('tanh1').click();
  await expect.poll(() => stepper.blockAndPhase()).toEqual(['tanh1', 'backward']);

  await editor.press('End');
  await expect(stepper.next).toBeDisabled();
  await stepper.scrub.fill('3');
  await stepper.at(3);

  await page.getByLabel('Speed').selectOption({ label: '8 per second' });
  await stepper.play.click();
  await expect(stepper.next).toBeDisabled({ timeout: 20_000 });
  await expect(stepper.play).toHaveAttribute('aria-pressed', 'false');
});

test('only the block of the step and its wires carry a phase', async ({ openEditor }) => {
  const { stepper } = await openEditor('?example=residual');
  const steps = await stepper.open();
  const arrivals: number[] = [];
  for (let step = 0; step <= steps; step++) {
    await stepper.at(step);
    await expect(stepper.block).toHaveCount(1);
    const [block, phase] = await stepper.blockAndPhase();
    const flow = await stepper.flow();
    for (const [wire, { way, magnitude }] of Object.entries(flow)) {
      expect(wire.split(' ').some((end) => end.startsWith(`${block}.`))).toBe(true);
      expect(way).toBe(phase);
      expect(magnitude).toBeGreaterThanOrEqual(0);
    }
    if (phase === 'update') expect(flow).toEqual({});
    if (phase === 'backward') arrivals.push(Object.keys(flow).filter((wire) => wire.startsWith(`${block}.`)).length);
    if (step < steps) await stepper.next.click();
  }
  // Where an output feeds two blocks, two gradients are seen to arrive.
  expect(Math.max(...arrivals)).toBe(2);
});

test('a number is followed from the matrix to its neuron and its terms', async ({ openEditor }) => {
  const { stepper, page } = await openEditor('?example=xor');
  await stepper.open();
  await stepper.next.click();
  await stepper.at(1);
  await expect(stepper.formula).toContainText('W');
  await stepper.level('neuron');
  const neuron = page.getByTestId('neuron');
  await expect(neuron).toContainText('Σ');
  await expect(neuron).toContainText('tanh1');
  await expect(page.getByTestId('curve-point')).toHaveCount(1);
  await stepper.level('term');
  await expect(stepper.terms).toContainText('3 terms');
  await expect(stepper.cellFormula).toContainText('=');

  await stepper.scrub.fill('7');
  await stepper.at(7);
  expect(await stepper.blockAndPhase()).toEqual(['softmax', 'backward']);
  await expect(page.getByTestId('jacobian')).toBeVisible();
  await expect(page.getByTestId('shortcut')).toContainText('Both ways agree');
});

test('one row stands beside the batch, and any row can be chosen', async ({ openEditor }) => {
  const { stepper, page } = await openEditor('?example=xor');
  await stepper.open();
  const layer = 8;
  await stepper.scrub.fill(String(layer));
  await stepper.at(layer);
  await stepper.level('matrix');
  const rows = Number(await stepper.rows.inputValue());
  const compare = page.getByTestId('sample-compare');
  const sums: number[] = [];
  let batch: number[] = [];
  for (let row = 0; row < rows; row++) {
    await page.getByTestId('tape-row').fill(String(row));
    await page.getByTestId('tape-row').press('Enter');
    await expect(compare.getByRole('heading', { name: new RegExp(`row ${row} `) })).toBeVisible();
    const figures = await compare
      .locator('figure.heat')
      .evaluateAll((all) =>
        all.map((figure) =>
          [...figure.querySelectorAll<HTMLElement>('[data-value]')].map((cell) =>
            Number((cell.dataset.value ?? '').replaceAll('\u2212', '-')),
          ),
        ),
      );
    const [whole = [], own = []] = figures;
    batch = whole;
    own.forEach((value, index) => {
      sums[index] = (sums[index] ?? 0) + value;
    });
  }
  expect(batch.length).toBeGreaterThan(0);
  for (const [index, value] of batch.entries()) expect((sums[index] ?? 0) / rows).toBeCloseTo(value, 5);
});

test('looking changes nothing; applying the update does, and can be undone', async ({ openEditor }) => {
  const { stepper, bar, page } = await openEditor('?example=xor');
  await stepper.open();
  const loss = page.getByTestId('tape-loss');
  const lossNow = async () => {
    await stepper.scrub.fill('5');
    await stepper.at(5);
    return loss.getAttribute('data-value');
  };
  const before = await lossNow();
  await stepper.end.click();
  await expect(bar.undo).toBeDisabled();
  // The second press, before there is another tape, takes no second step.
  await stepper.applyUpdate.dblclick();
  await stepper.at(0);
  await expect(bar.undo).toBeEnabled();
  expect(await lossNow()).not.toBe(before);
  await bar.undo.click();
  await stepper.recordAgain.click();
  await stepper.at(0);
  expect(await lossNow()).toBe(before);
});

test('a tape of a network that was edited since is recorded anew before one steps on', async ({ openEditor }) => {
  const { bar, canvas, inspector, stepper } = await openEditor('?example=xor');
  await stepper.open();
  await stepper.scrub.fill('1');
  await stepper.at(1);
  await canvas.select('linear1');
  await inspector.param('units').fill('3');
  await stepper.next.click();
  await stepper.at(0);
  await stepper.next.click();
  await stepper.at(1);
  await expect(stepper.recordAgain).toHaveCount(0);
  await stepper.end.click();
  await expect(stepper.applyUpdate).toBeEnabled();
  await bar.oneEpoch.click();
  await bar.rests();
  await expect(stepper.recordAgain).toBeVisible();
  await expect(stepper.applyUpdate).toBeDisabled();
});

test('after an update that was taken back, a reset leads to the beginning', async ({ openEditor }) => {
  const { bar, stepper } = await openEditor('?example=xor');
  const first = await bar.firstEpoch();
  await stepper.open();
  await stepper.end.click();
  await stepper.applyUpdate.click();
  await stepper.at(0);
  await bar.undo.click();
  await bar.reset.click();
  await expect(bar.epoch).toHaveText('0');
  expect(await bar.firstEpoch()).toBe(first);
  // Where it was not taken back the training begins with it, and says from which epoch.
  await stepper.recordAgain.click();
  await stepper.end.click();
  await stepper.applyUpdate.click();
  await stepper.at(0);
  await bar.reset.click();
  await expect(bar.epoch).toHaveText('1');
  await bar.oneEpoch.click();
  await expect(bar.epoch).toHaveText('2');
});

test('the gradients agree with finite differences, weight by weight', async ({ openEditor }) => {
  const editor = await openEditor('?example=residual');
  const { page } = editor;
  await editor.tab('step').click();
  await page.getByTestId('step-check').click();
  await page.getByTestId('check-start').click();
  await expect(page.getByTestId('check-summary')).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('.verdict.good').first()).toBeVisible();
  await expect(page.locator('.verdict.bad')).toHaveCount(0);
  for (const weight of ['linear1.weight', 'linear1.bias', 'linear3.weight']) {
    await expect(page.locator('.verdict').filter({ hasText: weight }).first()).toBeVisible();
  }
});

test('a slice of the loss surface is computed and shows the way of the descent', async ({ openEditor }) => {
  const editor = await openEditor('?example=xor');
  const { page, bar } = editor;
  for (const epoch of ['1', '2']) {
    await bar.oneEpoch.click();
    await expect(bar.epoch).toHaveText(epoch);
    await bar.rests();
  }
  await editor.tab('step').click();
  await page.getByTestId('step-surface').click();
  await page.getByTestId('surface-start').click();
  const surface = page.getByTestId('loss-surface');
  await expect(surface).toBeVisible({ timeout: 60_000 });
  const shades = await surface.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(
      0,
      0,
      canvas.width,
      canvas.height,
    );
    return new Set(new Uint32Array(data.buffer)).size;
  });
  expect(shades).toBeGreaterThan(10);
  await expect(surface.locator('.path-point').first()).toBeVisible();
});

test('kernels and blocks are linked both ways', async ({ openEditor }) => {
  const editor = await openEditor('?example=xor');
  const { page, canvas } = editor;
  await editor.tab('kernels').click();
  const plan = page.getByTestId('plan');
  await plan.locator('.plan-line:enabled').filter({ hasText: 'linear2' }).first().click();
  await expect.poll(() => canvas.selected()).toEqual(['linear2']);
  await expect(page.getByTestId('kernel-source')).toContainText('this.thread');
  await canvas.select('tanh1');
  await expect(plan.locator('.of-selection').first()).toContainText('tanh1');
});

test('under reduced motion the marks stand still', async ({ openEditor }) => {
  const { stepper, page } = await openEditor('?example=xor');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await stepper.open();
  await stepper.next.click();
  await stepper.at(1);
  await expect(page.locator('.pulses i').first()).toBeAttached();
  const states = await page.evaluate(() =>
    [...document.querySelectorAll('.pulses i')].flatMap((mark) =>
      mark.getAnimations().map(({ playState }) => playState),
    ),
  );
  expect(states.length).toBeGreaterThan(0);
  expect(new Set(states)).toEqual(new Set(['paused']));
});
