import { expect, test } from 'vitest';
import type { EpochReport } from '../../core/train/run.ts';
import { finite, positive, RunCurves } from './curves.ts';

function report(epoch: number, loss: number, more: Partial<EpochReport> = {}): EpochReport {
  const rest = { accuracy: null, validLoss: null, validAccuracy: null, learningRate: 0.1, seconds: 1 };
  return { epoch, step: epoch * 10, loss, ...rest, ...more };
}

test('curves grow with the reports and never look at old ones again', () => {
  const curves = new RunCurves('loss');
  const reports = [report(1, 3, { validLoss: 4 }), report(2, 2, { validLoss: 3 })];
  curves.follow(reports);
  const { raw } = curves.curves.train;
  curves.follow([...reports, report(3, 1)]);
  expect(curves.curves.train.raw).toBe(raw);
  expect(raw).toEqual([3, 2, 1]);
  expect(curves.curves.valid.raw).toEqual([4, 3, null]);
  expect(curves.length).toBe(3);
});

test('another training starts the curves over', () => {
  const curves = new RunCurves('loss').follow([report(1, 3), report(2, 2)]);
  expect(curves.follow([report(1, 9)]).curves.train.raw).toEqual([9]);
  expect(curves.follow([]).empty).toBe(true);
});

test('an epoch under way stands until it is over', () => {
  const first = report(1, 3);
  const curves = new RunCurves('loss', 0.5).follow([first]).anticipate(2.5);
  expect(curves.curves.train.raw).toEqual([3, 2.5]);
  curves.follow([first]).anticipate(2.4);
  expect(curves.curves.train.raw).toEqual([3, 2.4]);
  curves.follow([first, report(2, 2)]);
  expect(curves.curves.train.raw).toEqual([3, 2]);
  expect(curves.curves.train.smooth).toHaveLength(2);
});

test('numbers that are not finite are gaps', () => {
  const curves = new RunCurves('loss', 0.9).follow([
    report(1, 1),
    report(2, Number.NaN),
    report(3, Number.POSITIVE_INFINITY),
    report(4, 1),
  ]);
  expect(curves.curves.train.raw).toEqual([1, null, null, 1]);
  expect(curves.curves.train.smooth[3]).toBeCloseTo(1, 9);
  // A file says null where there was no number.
  expect(finite(undefined)).toBeNull();
});

test('a training that was resumed begins at its own epoch', () => {
  const curves = new RunCurves('loss').follow([report(3, 5), report(4, 4)]);
  expect(curves.curves.train.raw).toEqual([null, null, 5, 4]);
  const absurd = new RunCurves('loss').follow([report(1e12, 5)]);
  expect(absurd.length).toBe(1);
});

test('a metric that a training does not have leaves the chart empty', () => {
  expect(new RunCurves('accuracy').follow([report(1, 1)]).empty).toBe(true);
});

test('a log axis shows only what is above zero', () => {
  expect(positive([1, 0, -1, null, 0.5])).toEqual([1, null, null, null, 0.5]);
});

test('ten thousand epochs, one at a time, take no time to speak of', () => {
  const curves = new RunCurves('loss', 0.9);
  const reports: EpochReport[] = [];
  const start = performance.now();
  for (let epoch = 1; epoch <= 10_000; epoch++) {
    reports.push(report(epoch, 1 / epoch));
    curves.follow(reports);
  }
  expect(curves.length).toBe(10_000);
  expect(performance.now() - start).toBeLessThan(500);
});
