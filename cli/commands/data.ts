import { type Dataset, parts, rowCount } from '../../core/data/dataset.ts';
import { exportData } from '../../core/data/exportData.ts';
import { coverageOf } from '../../core/data/texts.ts';
import { parse } from '../arguments.ts';
import type { Command } from '../command.ts';
import { checkWritable, writeFile } from '../files.ts';
import { percent, printTable } from '../report.ts';
import { dataOf, networkOf, openProject } from '../session.ts';

export const data: Command = {
  name: 'data',
  usage: 'PROJECT [--out X.npz|X.csv]',
  summary: 'the prepared splits: sizes, classes, coverage of words; written when asked',
  async run(args) {
    const { options, positionals } = parse(args, { out: { type: 'string' } }, ['PROJECT']);
    if (options.help) return 'help';
    const session = await openProject(positionals[0] as string);
    const prepared = await dataOf(session, networkOf(session), options.data);
    if (options.out !== undefined) {
      await checkWritable(options.out);
      await writeFile(options.out, exportData(/\.csv$/i.test(options.out) ? 'csv' : 'npz', prepared));
    }
    const { classes, features, derive } = prepared.preprocessing;
    const { leftOut = 0 } = prepared;
    const splits = parts.map((part) => ({
      ...summaryOf(part, prepared.parts[part], classes),
      coverage: prepared.texts && coverageOf(prepared.texts[part]),
    }));
    return {
      json: {
        features: derive ?? features,
        classes: classes ?? null,
        splits: Object.fromEntries(
          splits.map(({ part, rows, counts, coverage }) => [
            part,
            { rows, classes: counts, ...(coverage && { coverage }) },
          ]),
        ),
        ...(leftOut > 0 && { leftOut }),
        ...(options.out !== undefined && { out: options.out }),
      },
      print: () => {
        const names = [...new Set(splits.flatMap(({ counts }) => Object.keys(counts ?? {})))];
        const rows = splits.map(({ part, rows: count, counts }) => [
          part,
          count,
          ...names.map((n) => counts?.[n] ?? 0),
        ]);
        process.stdout.write(`${(derive ?? features).length} features\n`);
        printTable([['part', 'rows', ...names], ...rows]);
        if (leftOut > 0) process.stdout.write(`${leftOut} rows with missing values were left out\n`);
        for (const { part, coverage } of splits) {
          if (!coverage || coverage.tokens === 0) continue;
          const { known, tokens, share, unknownRows } = coverage;
          process.stdout.write(
            `${part}: ${known} of ${tokens} words have a vector (${percent(share)}); ${unknownRows.length} rows have none\n`,
          );
        }
      },
      problems: session.warnings,
    };
  },
};

/** Rows of a part, and how many of them belong to each class. */
function summaryOf(part: string, dataset: Dataset, classes: readonly string[] | undefined) {
  const { target } = dataset;
  if (target?.kind !== 'classes') return { part, rows: rowCount(dataset), counts: null };
  const counts: Record<string, number> = Object.fromEntries((classes ?? []).map((name) => [name, 0]));
  for (const index of target.values.data) {
    const name = classes?.[index] ?? String(index);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return { part, rows: rowCount(dataset), counts };
}
