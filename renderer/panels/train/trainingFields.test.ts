import { expect, test } from 'vitest';
import { newProject } from '../../store/newProject.ts';
import { nearestStop, rateStops, withPenalty, withSchedule } from './trainingFields.ts';

const { training } = newProject();

test('a plain constant rate is no schedule, with a warm-up it is one', () => {
  const cosine = withSchedule(training, { type: 'cosine' });
  expect(cosine.schedule).toEqual({ type: 'cosine', warmup: 0, etaMin: 0 });
  expect(withSchedule(cosine, { type: 'constant' }).schedule).toBeUndefined();
  expect(withSchedule(training, { warmup: 10 }).schedule).toEqual({ type: 'constant', warmup: 10 });
});

test('another schedule keeps what it shares with the last and drops the rest', () => {
  const step = withSchedule(withSchedule(training, { type: 'step' }), { warmup: 5 });
  expect(withSchedule(step, { type: 'exponential' }).schedule).toEqual({ type: 'exponential', warmup: 5, gamma: 0.1 });
});

test('a penalty of zero is no penalty', () => {
  expect(withPenalty(training, 'l2', 0.01).l2).toBe(0.01);
  expect(withPenalty({ ...training, clipNorm: 1 }, 'clipNorm', 0).clipNorm).toBeUndefined();
});

test('the slider stands at the stop nearest by ratio', () => {
  expect(rateStops[nearestStop(0.01)]).toBe(0.01);
  expect(rateStops[nearestStop(0.02)]).toBe(0.03);
  expect(rateStops[nearestStop(0)]).toBe(1e-5);
});
