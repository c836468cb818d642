import type { Text } from '../../blocks/params.ts';
import type { FeatureColumn } from '../../data/columns.ts';
import { type Part, rowCount } from '../../data/dataset.ts';
import { optimizerOf } from '../../optimizers/index.ts';
import { schedules } from '../../optimizers/schedule.ts';
import { countParameters } from '../../project/model.ts';
import { plain, table } from '../markdown.ts';
import type { ExportModel, PartResult } from '../target.ts';
import { type CardTexts, cardTexts } from './texts.ts';

/** The card's text in the reader's language. Tables and lists only say what is known of this model. */
export function cardText(model: ExportModel, has: { readonly curves: boolean }): string {
  const { project, weights, language = 'en' } = model;
  const t = cardTexts[language];
  const sections = [
    [`# ${plain(project.name || 'A network')}`, t.made],
    [`## ${t.network}`, `![${t.graph}](graph.svg)`, table(t.blocks, blockRows(model))],
    [t.total(countParameters(weights))],
    dataSection(model, t),
    trainingSection(model, t, has.curves),
    ...(model.results ?? []).map((result) => resultSection(result, t, model.preprocessing?.classes)),
    loadingSection(t),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n\n'))
    .join('\n\n')}\n`;
}

function blockRows({ network }: ExportModel): string[][] {
  return network.blocks.map(({ node, block, features, weights }) => {
    const count = weights.reduce((sum, { shape }) => sum + shape.reduce((size, extent) => size * extent, 1), 0);
    const name = node.label ? `${node.id} (${node.label})` : node.id;
    return [name, block.title, block.category === 'loss' ? '' : String(features), count > 0 ? String(count) : ''];
  });
}

function dataSection({ project, data, preprocessing }: ExportModel, t: CardTexts): string[] {
  if (!project.data) return [];
  const { standardize, derive } = project.data;
  const rows = (part: Part) => (data ? rowCount(data.parts[part]) : 0);
  const facts = [
    origin(project.data.source, t),
    ...(data ? [t.rows(rows('train'), rows('valid'), rows('test'))] : []),
    ...(preprocessing?.columns ?? []).flatMap((column) => columnFacts(column, t)),
    ...(derive ? [t.derived(derive.map(code).join(', '))] : []),
    ...(standardize ? [t.standardised] : []),
    ...(preprocessing?.classes ? [t.classes(preprocessing.classes.map(plain).join(', '))] : []),
  ];
  return [`## ${t.data}`, facts.map((fact) => `* ${fact}`).join('\n')];
}

/** What was done to a column of a table. */
function columnFacts({ name, missing, categories, fill }: FeatureColumn, t: CardTexts): string[] {
  return [
    ...(categories ? [t.oneHot(plain(name), categories.map(plain).join(', '))] : []),
    ...(fill !== undefined && (missing === 'mean' || missing === 'median')
      ? [t.filled[missing](plain(name), fill.toPrecision(6))]
      : []),
    ...(missing === 'drop' ? [t.dropped(plain(name))] : []),
  ];
}

function origin(source: NonNullable<ExportModel['project']['data']>['source'], t: CardTexts): string {
  switch (source.kind) {
    case 'generated':
      return t.generated(source.samples, code(source.generator), source.noise, source.seed);
    case 'text':
      return t.text(code(source.path), code(source.vectors));
    default:
      return t.file(code('x' in source ? source.x : source.path));
  }
}

function trainingSection({ project, history, language = 'en' }: ExportModel, t: CardTexts, curves: boolean): string[] {
  const { optimizer, schedule, clipNorm, l1, l2, earlyStopping, ...rest } = project.training;
  const labelled = (fields: Readonly<Record<string, { label: Text }>>, values: Readonly<Record<string, unknown>>) =>
    Object.entries(fields).flatMap(([name, { label }]) =>
      values[name] === undefined ? [] : [[label[language], shown(values[name], t)]],
    );
  const rule = optimizerOf(optimizer.type);
  const change = schedule && schedules[schedule.type];
  const optional = (label: string, value: unknown) => (value === undefined ? [] : [[label, shown(value, t)]]);
  const rows = [
    [t.optimizer, rule?.title ?? optimizer.type],
    ...labelled(rule?.params ?? {}, optimizer),
    ...(change ? [[t.schedule, change.title[language]], ...labelled(change.params, schedule)] : []),
    ...(['batchSize', 'epochs', 'seed', 'shuffle'] as const).map((name) => [t[name], shown(rest[name], t)]),
    ...optional(t.clipNorm, clipNorm),
    ...optional(t.l1, l1),
    ...optional(t.l2, l2),
    ...optional(t.earlyStopping, earlyStopping && t.patience(earlyStopping.patience, earlyStopping.minDelta)),
  ];
  const last = history?.[history.length - 1];
  return [
    `## ${t.training}`,
    table(t.settings, rows),
    ...(last ? [t.trained(last.epoch, last.step)] : []),
    ...(curves ? [`![${t.curves}](curves.svg)`] : []),
  ];
}

function resultSection(
  { part, evaluation }: PartResult,
  t: CardTexts,
  classes: readonly string[] | undefined,
): string[] {
  const { rows, loss, accuracy, confusion } = evaluation;
  const names = confusion?.map((_, index) => classes?.[index] ?? String(index)) ?? [];
  const matrix = confusion && confusion.length <= 20;
  return [
    `## ${t.results(t.parts[part])}`,
    t.evaluated(rows, loss.toPrecision(6), accuracy === null ? null : (accuracy * 100).toFixed(2)),
    ...(matrix
      ? [
          table(
            [t.confusion, ...names],
            confusion.map((line, index) => [names[index] as string, ...line.map(String)]),
          ),
        ]
      : []),
  ];
}

function loadingSection(t: CardTexts): string[] {
  return [
    `## ${t.loading}`,
    t.holds,
    '```python\nfrom safetensors.torch import load_file\nweights = load_file("model.safetensors")\n```',
    t.inGradwire,
    '```sh\ngradwire import model.safetensors --out project.gradwire\ngradwire predict project.gradwire --weights model.safetensors --data rows.csv --out predictions.csv\n```',
  ];
}

function shown(value: unknown, t: CardTexts): string {
  return typeof value === 'boolean' ? (value ? t.yes : t.no) : String(value);
}

/** A path or a name as code, on one line. */
function code(content: string): string {
  return `\`${content.replace(/[`\s]+/g, ' ')}\``;
}
