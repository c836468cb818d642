import type { Text } from '../../blocks/params.ts';
import { revisionMark } from '../../graph/revision.ts';
import { validate } from '../../graph/validate.ts';
import { optimizerOf } from '../../optimizers/index.ts';
import { fill } from '../../problem.ts';
import {
  bestFigures,
  differences,
  duration,
  type Goal,
  networkText,
  runFigures,
  settingsOf,
} from '../../project/describeRun.ts';
import type { RunRecord } from '../../project/runLog.ts';
import type { EpochReport } from '../../train/run.ts';
import { curvesPicture, lossSeries, type Series } from '../card/curvesPicture.ts';
import { graphPicture } from '../card/graphPicture.ts';
import { cardTexts } from '../card/texts.ts';
import { plain, table } from '../markdown.ts';
import type { Files } from '../target.ts';
import { confusionPicture, MOST_CLASSES } from './confusionPicture.ts';
import { reportWords } from './words.ts';

export interface ReportOptions {
  /** The project's name. */
  readonly name: string;
  readonly language: keyof Text;
  readonly runs: readonly { readonly number: number; readonly run: RunRecord }[];
  /** What settings and endings are called, and how a moment is written, in the reader's language. */
  readonly settingLabel: (name: string) => string;
  readonly endingLabel: (ending: string) => string;
  readonly moment: (milliseconds: number) => string;
}

type Word = (name: keyof typeof reportWords, details?: Readonly<Record<string, string | number>>) => string;

/** Colours that can be told apart by eyes that see colours otherwise: Okabe and Ito, 2008. */
const palette = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#7a6a00', '#000000'];

/** A page in Markdown about trainings, with the pictures that it shows: networks, curves and confusion matrices. */
export function writeReport(options: ReportOptions): Files {
  const { name, language, runs } = options;
  const word: Word = (key, details = {}) => fill(reportWords[key][language], details);
  const pictures = new Map<string, string>();
  const sections = [
    `# ${plain(word('title', { name }))}`,
    word('about'),
    ...summary(options, word),
    ...comparison(options, word, pictures),
    ...runs.flatMap(({ number, run }) => runSection(options, number, run, word, pictures)),
  ];
  return new Map(
    [['report.md', `${sections.join('\n\n')}\n`] as const, ...pictures].map(([file, content]) => [
      file,
      new TextEncoder().encode(content),
    ]),
  );
}

function summary({ runs }: ReportOptions, word: Word): string[] {
  const best = bestFigures(runs.map(({ run }) => run));
  const head = [
    word('run'),
    ...[word('network'), word('optimizer'), word('batch'), word('epochs')],
    ...(['train', 'valid', 'test'] as const).map((part) => `${word('loss')} (${word(part)})`),
    ...(['train', 'valid', 'test'] as const).map((part) => `${word('accuracy')} (${word(part)})`),
    word('time'),
  ];
  const rows = runs.map(({ number, run }) => {
    const figures = runFigures(run);
    const { optimizer, batchSize } = run.training;
    const figure = (name: Goal, text: string) =>
      figures[name] !== null && figures[name] === best[name] ? `**${text}**` : text;
    const losses = (['loss', 'validLoss', 'testLoss'] as const).map((name) => figure(name, lossText(figures[name])));
    const shares = (['accuracy', 'validAccuracy', 'testAccuracy'] as const).map((name) =>
      figure(name, shareText(figures[name])),
    );
    const rule = `${optimizerOf(optimizer.type)?.title ?? optimizer.type} ${optimizer.learningRate}`;
    return [
      plain(`#${number}${run.name ? ` ${run.name}` : ''}${run.best ? ' ★' : ''}`),
      plain(networkText(run.graph)),
      ...[plain(rule), String(batchSize), String(figures.epochs), ...losses, ...shares, duration(figures.seconds)],
    ];
  });
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const marked = [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
  return [`## ${word('summary')}`, marked, word('legend')];
}

function comparison(
  { runs, settingLabel, language }: ReportOptions,
  word: Word,
  pictures: Map<string, string>,
): string[] {
  if (runs.length < 2) return [];
  const series = (value: (report: EpochReport) => number | null): Series[] =>
    runs.map(({ number, run }, index) => ({
      name: `#${number}`,
      colour: palette[index % palette.length] as string,
      points: pointsOf(run.reports, value),
    }));
  const chart = (file: string, title: string, lines: readonly Series[]) =>
    picture(
      pictures,
      file,
      title,
      lines.some(({ points }) => points.length > 1) && (() => curves(lines, title, language)),
    );
  const rows = differences(runs.map(({ run }) => run));
  const head = [word('setting'), ...runs.map(({ number }) => `#${number}`)];
  return [
    `## ${word('curves')}`,
    word('onValid'),
    ...chart(
      'loss.svg',
      word('lossCurves'),
      series(({ loss, validLoss }) => validLoss ?? loss),
    ),
    ...chart(
      'accuracy.svg',
      word('accuracyCurves'),
      series((one) => one.validAccuracy ?? one.accuracy),
    ),
    `## ${word('differences')}`,
    rows.length === 0
      ? word('same')
      : table(
          head,
          rows.map(({ name, values }) => [settingLabel(name), ...values]),
        ),
  ];
}

function runSection(
  options: ReportOptions,
  number: number,
  run: RunRecord,
  word: Word,
  pictures: Map<string, string>,
): string[] {
  const { settingLabel, endingLabel, moment, runs, language } = options;
  const { test, note, resumed } = run;
  const network = validate(run.graph);
  const title = word('runTitle', { number });
  const facts = word('facts', {
    moment: moment(run.startedAt),
    ending: endingLabel(run.ending),
    seed: run.training.seed,
    backend: run.backend || '–',
    graph: revisionMark(run.graph),
  });
  const former = resumed && runs.find((one) => one.run.id === resumed.run);
  const from = resumed && word('resumed', { run: former ? `#${former.number}` : resumed.run, epoch: resumed.epoch });
  const parts = lossSeries(run.reports, cardTexts[language]);
  const lossTitle = `${title}: ${word('lossCurves')}`;
  return [
    `## ${title}${run.name ? `: ${plain(run.name)}` : ''}${run.best ? ' ★' : ''}`,
    ...(note
      ? [
          note
            .split('\n')
            .map((line) => `> ${plain(line)}`)
            .join('\n'),
        ]
      : []),
    [plain(facts), ...(from ? [plain(from)] : [])].join(' '),
    // Runs of the same network share its picture.
    ...picture(
      pictures,
      `network-${revisionMark(run.graph)}.svg`,
      networkText(run.graph),
      network.ok && (() => graphPicture(network.value, networkText(run.graph), cardTexts[language])),
    ),
    ...picture(
      pictures,
      `run-${number}-loss.svg`,
      lossTitle,
      run.reports.length > 1 && (() => curves(parts, lossTitle, language)),
    ),
    ...(test
      ? [word('result', { rows: test.rows, loss: lossText(test.loss), accuracy: shareText(test.accuracy) })]
      : []),
    ...confusionOf(number, run, word, pictures),
    `### ${word('settings')}`,
    table(
      [word('setting'), word('value')],
      [...settingsOf(run)].map(([name, value]) => [settingLabel(name), value]),
    ),
  ];
}

function confusionOf(number: number, { test }: RunRecord, word: Word, pictures: Map<string, string>): string[] {
  const confusion = test?.confusion;
  if (!confusion || confusion.length > MOST_CLASSES) return [];
  const names = confusion.map((_, index) => test.classes?.[index] ?? String(index));
  const title = word('confusion');
  const words = { title, truth: word('truth'), predicted: word('predicted') };
  return picture(pictures, `run-${number}-confusion.svg`, title, () => confusionPicture(confusion, names, words));
}

/** The line that shows a picture; none where there is nothing to draw. */
function picture(pictures: Map<string, string>, file: string, title: string, draw: false | (() => string)): string[] {
  if (!draw) return [];
  if (!pictures.has(file)) pictures.set(file, draw());
  return [`![${plain(title)}](${file})`];
}

function curves(series: readonly Series[], title: string, language: keyof Text): string {
  return curvesPicture(series, { title, epoch: cardTexts[language].epoch });
}

function pointsOf(reports: readonly EpochReport[], value: (report: EpochReport) => number | null): Series['points'] {
  return reports.flatMap((report) => {
    const found = value(report);
    return found === null || !Number.isFinite(found) ? [] : [[report.epoch, found] as const];
  });
}

function lossText(value: number | null): string {
  return value === null ? '–' : value.toPrecision(4);
}

function shareText(value: number | null): string {
  return value === null ? '–' : `${(100 * value).toFixed(2)} %`;
}
