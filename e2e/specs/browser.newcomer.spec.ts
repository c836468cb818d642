/** How far a newcomer gets with how little. Each step of a list is one press or one gesture. */
import { expect, test } from '../hosts.ts';

type Gesture = () => Promise<void>;

async function inTurn(gestures: readonly Gesture[], atMost: number): Promise<void> {
  expect(gestures.length).toBeLessThanOrEqual(atMost);
  for (const gesture of gestures) await gesture();
}

test('from the first screen to a trained XOR in two actions', async ({ openEditor }) => {
  const { start, bar } = await openEditor('?');
  await inTurn([() => start.example('xor').click(), () => bar.train.click()], 5);
  await expect(bar.accuracy).toHaveText('1.0000', { timeout: 30_000 });
});

test('from the first screen to a trained spiral with a live boundary in two actions', async ({ openEditor }) => {
  const { start, bar, training } = await openEditor('?');
  await inTurn([() => start.example('spiral').click(), () => bar.train.click()], 5);
  await expect(training.boundary).toBeInViewport({ ratio: 0.9 });
  await expect.poll(() => bar.epochs()).toBeGreaterThan(0);
  const early = await training.picture();
  await expect.poll(() => training.picture()).not.toBe(early);
  await expect.poll(async () => Number(await bar.accuracy.textContent()), { timeout: 50_000 }).toBeGreaterThan(0.95);
});

const stack = ['input.x → linear1.x', 'linear1.y → relu1.x', 'relu1.y → linear2.x', 'linear2.y → relu2.x'];
const whole = [
  ...stack,
  'relu2.y → linear3.x',
  'linear3.y → softmax.x',
  'softmax.y → loss.prediction',
  'input.target → loss.target',
].sort();

test('a 2-8-8-2 net with softmax and cross entropy in nine gestures of the mouse', async ({ openEditor }) => {
  const { bar, canvas, inspector, palette } = await openEditor('?new');
  const types = ['input', 'linear', 'relu', 'linear', 'relu', 'linear', 'softmax', 'crossEntropy'];
  // The loss says that the data have two classes, and its button sets the last layer right.
  await inTurn([...types.map((type) => () => palette.append(type)), () => inspector.fix.click()], 10);
  expect(await canvas.wiring()).toEqual(whole);
  await expect(canvas.block('linear1')).toContainText('B × 8');
  await expect(canvas.block('linear3')).toContainText('B × 2');
  await expect(canvas.root.locator('.block-fault')).toHaveCount(0);
  await expect(bar.train).toBeEnabled();
});

test('the same in two gestures with the template', async ({ openEditor }) => {
  const { canvas, dialogs, palette } = await openEditor('?new');
  await inTurn([() => palette.stack.click(), () => dialogs.stackAdd.click()], 2);
  await expect.poll(() => canvas.wiring()).toEqual(whole);
  await expect(canvas.block('linear3')).toContainText('B × 2');
});

for (const [generator, features, outputs, loss] of [
  ['digits', 64, 10, 'crossEntropy'],
  ['plane', 2, 1, 'meanSquaredError'],
] as const) {
  test(`the template fits the data that were chosen before: ${generator}`, async ({ openEditor }) => {
    const editor = await openEditor('?new');
    const { bar, canvas, data, dialogs, palette } = editor;
    await editor.tab('data').click();
    await data.generator(generator).click();
    await inTurn([() => palette.stack.click(), () => dialogs.stackAdd.click()], 2);
    await expect(canvas.block('input')).toContainText(`B × ${features}`);
    await expect(canvas.block('linear3')).toContainText(`B × ${outputs}`);
    await expect(canvas.block('loss')).toContainText(loss === 'crossEntropy' ? 'CrossEntropy' : 'MeanSquaredError');
    await expect(canvas.root.locator('.block-fault')).toHaveCount(0);
    await expect(bar.train).toBeEnabled();
  });
}
