import { type Part, parts, rowCount } from '../../data/dataset.ts';
import { countParameters } from '../../project/model.ts';
import type { ExportModel, PartResult } from '../target.ts';

/** The card's text. Tables and lists only say what is known of this model. */
export function cardText(model: ExportModel, has: { readonly curves: boolean }): string {
  const { project, weights } = model;
  const sections = [
    [`# ${plain(project.name || 'A network')}`, 'A neural network made with Gradwire.'],
    ['## Network', '![The network](graph.svg)', table(['block', 'type', 'gives', 'parameters'], blockRows(model))],
    [`${countParameters(weights)} parameters in all.`],
    dataSection(model),
    trainingSection(model, has.curves),
    ...(model.results ?? []).map((result) => resultSection(result, model.preprocessing?.classes)),
    loadingSection(),
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

function dataSection({ project, data, preprocessing }: ExportModel): string[] {
  if (!project.data) return [];
  const { source, standardize, derive } = project.data;
  const origin =
    source.kind === 'generated'
      ? `${source.samples} rows of the generator \`${source.generator}\` (noise ${source.noise}, seed ${source.seed})`
      : source.kind === 'table'
        ? `the table \`${source.path}\``
        : 'x' in source
          ? `the arrays \`${source.x}\``
          : 'files of the project';
  const facts = [
    `Source: ${origin}.`,
    ...(data ? [`Rows: ${parts.map((part: Part) => `${rowCount(data.parts[part])} ${part}`).join(', ')}.`] : []),
    ...(derive ? [`Engineered inputs: ${derive.join(', ')}.`] : []),
    ...(standardize ? ['Features are standardised by the training part.'] : []),
    ...(preprocessing?.classes ? [`Classes: ${preprocessing.classes.map(plain).join(', ')}.`] : []),
  ];
  return ['## Data', facts.map((fact) => `* ${fact}`).join('\n')];
}

function trainingSection({ project, history }: ExportModel, curves: boolean): string[] {
  const { optimizer, ...rest } = project.training;
  const { type, ...params } = optimizer;
  const rows = [
    ['optimizer', type],
    ...Object.entries({ ...params, ...rest }).map(([name, value]) => [name, shown(value)]),
  ];
  const last = history?.[history.length - 1];
  return [
    '## Training',
    table(['setting', 'value'], rows),
    ...(last ? [`Trained for ${last.epoch} epochs (${last.step} steps).`] : []),
    ...(curves ? ['![Loss by epoch](curves.svg)'] : []),
  ];
}

function resultSection({ part, evaluation }: PartResult, classes: readonly string[] | undefined): string[] {
  const { rows, loss, accuracy, confusion } = evaluation;
  const share = accuracy === null ? '' : `, accuracy ${(accuracy * 100).toFixed(2)} %`;
  const names = confusion?.map((_, index) => classes?.[index] ?? String(index)) ?? [];
  const matrix = confusion && confusion.length <= 20;
  return [
    `## Results on the ${part} part`,
    `${rows} rows: loss ${loss.toPrecision(6)}${share}.`,
    ...(matrix
      ? [
          table(
            ['true \\ predicted', ...names],
            confusion.map((line, index) => [names[index] as string, ...line.map(String)]),
          ),
        ]
      : []),
  ];
}

function loadingSection(): string[] {
  return [
    '## How to load',
    '`model.safetensors` holds the project, the preprocessing and the weights. In PyTorch:',
    '```python\nfrom safetensors.torch import load_file\nweights = load_file("model.safetensors")\n```',
    'In Gradwire, open the file, or on the command line:',
    '```sh\ngradwire import model.safetensors --out project.gradwire\ngradwire predict project.gradwire --weights model.safetensors --data rows.csv --out predictions.csv\n```',
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(plain).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

function shown(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A name as plain text on one line: what means something to Markdown or HTML is taken for itself. */
function plain(content: string): string {
  return content.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|#]/g, '\\$&');
}
