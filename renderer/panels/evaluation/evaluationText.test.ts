import { expect, test } from 'vitest';
import { reliability } from '../../../core/train/metrics/calibration.ts';
import { classReport } from '../../../core/train/metrics/perClass.ts';
import type { AssessmentReply } from '../../engine/api.ts';
import { evaluationCsv, evaluationMarkdown } from './evaluationText.ts';

const confusion = [
  [8, 2],
  [4, 6],
];
const report: AssessmentReply = {
  part: 'test',
  epoch: 3,
  rows: 20,
  loss: 0.5,
  accuracy: 0.7,
  confusion,
  report: classReport(confusion),
  calibration: { bins: reliability([0.95], [1]), expectedCalibrationError: 0.05, brierScore: 0.1 },
  information: {
    crossEntropy: Math.LN2,
    entropy: Math.LN2 / 2,
    divergence: Math.LN2,
    perplexity: 2,
    classes: [{ crossEntropy: Math.LN2, entropy: 0 }, null],
  },
  residuals: null,
};
const nameOf = (index: number) => ['a | b', 'c, d'][index] ?? '';

test('a table after the other, with every digit, for spreadsheets', () => {
  const csv = evaluationCsv(report, nameOf);
  expect(csv).toContain('cross entropy (bits),1\r\n');
  expect(csv).toContain(`a | b,${8 / 12},0.8,${16 / 22},10,1,0\r\n`);
  // What has no rows has no figures.
  expect(csv).toMatch(/"c, d",0.75,0.6,[\d.]+,10,,\r\n/);
  expect(csv).toContain('true \\ predicted,a | b,"c, d"\r\na | b,8,2\r\n"c, d",4,6\r\n');
  expect(csv).toContain('0.9,1,1,0.95,1\r\n');
});

test('a page of Markdown, in which names are names', () => {
  const page = evaluationMarkdown('My *net*', report, nameOf);
  expect(page).toMatch(/^# My \\\*net\\\*\n\n## Figures\n\n\| figure \| value \|\n\|---\|---\|\n/);
  expect(page).toContain('| a \\| b | 0.6667 | 0.8000 | 0.7273 | 10 | 1 | 0 |');
  expect(page).toContain('## Confusion matrix');
});

test('numbers have neither classes nor bins', () => {
  const page = evaluationMarkdown(
    'p',
    { ...report, confusion: null, report: null, calibration: null, information: null },
    nameOf,
  );
  expect(page.match(/^## /gm)).toHaveLength(1);
});
