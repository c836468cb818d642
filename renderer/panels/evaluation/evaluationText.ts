import { BITS } from '../../../core/train/metrics/information.ts';
import { toCsv } from '../../charts/csv.ts';
import type { AssessmentReply } from '../../engine/api.ts';

type Cell = string | number | null;
type Table = readonly [head: readonly string[], ...rows: (readonly Cell[])[]];

/** Names in files are English, as those of runs and curves are: other programs read them. */
function figuresTable({
  part,
  epoch,
  rows,
  loss,
  accuracy,
  calibration,
  information,
  residuals,
}: AssessmentReply): Table {
  const optional = (name: string, value: number | null | undefined): [string, number][] =>
    value === null || value === undefined ? [] : [[name, value]];
  return [
    ['figure', 'value'],
    ['part', part],
    ['epoch', epoch],
    ['rows', rows],
    ['loss', loss],
    ...optional('accuracy', accuracy),
    ...optional('mean absolute error', residuals?.mae),
    ...optional('root mean squared error', residuals?.rmse),
    ...optional('R²', residuals?.r2),
    ...optional('expected calibration error', calibration?.expectedCalibrationError),
    ...optional('Brier score', calibration?.brierScore),
    ...optional('cross entropy (bits)', information && information.crossEntropy * BITS),
    ...optional('cross entropy (nats)', information?.crossEntropy),
    ...optional('entropy of the predictions (bits)', information && information.entropy * BITS),
    ...optional('entropy of the predictions (nats)', information?.entropy),
    ...optional('perplexity', information?.perplexity),
  ];
}

function classTable({ report, information }: AssessmentReply, nameOf: (index: number) => string): Table | null {
  if (!report) return null;
  return [
    ['class', 'precision', 'recall', 'f1', 'rows', 'information (bits)', 'entropy (bits)'],
    ...report.classes.map(({ precision, recall, f1, support }, index) => {
      const said = information?.classes[index];
      const bits = [said?.crossEntropy, said?.entropy].map((nats) => (nats === undefined ? null : nats * BITS));
      return [nameOf(index), precision, recall, f1, support, ...bits];
    }),
    ...(['macro', 'weighted'] as const).map((name) => {
      const { precision, recall, f1 } = report[name];
      return [`${name} average`, precision, recall, f1, null, null, null];
    }),
  ];
}

function confusionTable({ confusion }: AssessmentReply, nameOf: (index: number) => string): Table | null {
  if (!confusion) return null;
  return [
    ['true \\ predicted', ...confusion.map((_, index) => nameOf(index))],
    ...confusion.map((line, index) => [nameOf(index), ...line]),
  ];
}

function binTable({ calibration }: AssessmentReply): Table | null {
  if (!calibration) return null;
  return [
    ['confidence from', 'to', 'rows', 'mean confidence', 'accuracy'],
    ...calibration.bins.map(({ low, high, rows, confidence, accuracy }) => [low, high, rows, confidence, accuracy]),
  ];
}

/** The tables of an assessment under each other, an empty line between them. */
export function evaluationCsv(report: AssessmentReply, nameOf: (index: number) => string): string {
  return tablesOf(report, nameOf)
    .map(({ table: [head, ...rows] }) => toCsv(head, rows))
    .join('\r\n');
}

/** The same as a page of Markdown; numbers with four digits. */
export function evaluationMarkdown(title: string, report: AssessmentReply, nameOf: (index: number) => string): string {
  const sections = tablesOf(report, nameOf).map(({ name, table: [head, ...rows] }) => {
    const line = (cells: readonly Cell[]) => `| ${cells.map(markdownCell).join(' | ')} |`;
    return [`## ${name}`, '', line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
  });
  return `${[`# ${markdownCell(title)}`, ...sections].join('\n\n')}\n`;
}

function tablesOf(report: AssessmentReply, nameOf: (index: number) => string): { name: string; table: Table }[] {
  const all = {
    Figures: figuresTable(report),
    Classes: classTable(report, nameOf),
    'Confusion matrix': confusionTable(report, nameOf),
    Calibration: binTable(report),
  };
  return Object.entries(all).flatMap(([name, table]) => (table ? [{ name, table }] : []));
}

/** A cell as plain text on one line: what means something to Markdown or HTML is taken for itself. */
function markdownCell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toPrecision(4);
  return value.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|#]/g, '\\$&');
}
