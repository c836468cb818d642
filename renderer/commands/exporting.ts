/** Handing over what was made: the weights in a format of other software, the graph as a picture. */

import { packedExtension } from '../../core/exchange/target.ts';
import { type TargetName, targetOf } from '../../core/exchange/targets.ts';
import { problem, type Result } from '../../core/problem.ts';
import { canvas } from '../canvas/api.ts';
import { graphPicture, type Picture } from '../canvas/picture.ts';
import { coloursOf, iconMarkup, rasterise } from '../canvas/pictureExport.ts';
import type { Exported } from '../engine/api.ts';
import { ask } from '../engine/turns.ts';
import { host } from '../host/index.ts';
import { translate } from '../i18n/index.ts';
import { useData } from '../store/data.ts';
import { projectOf, useDocument } from '../store/document.ts';
import { type ExportOptions, isPicture, type PictureFormat } from '../store/exporting.ts';
import { validated } from '../store/problems.ts';
import { isStale, useRun } from '../store/run.ts';
import { useView } from '../store/view.ts';
import { preprocessingNow, useWorkspace } from '../store/workspace.ts';
import { safeName } from './saving.ts';

/** The name that a file is suggested to have. */
export function exportName(format: ExportOptions['format'], project: string): string {
  return `${safeName(project)}.${extensionOf(format)}`;
}

function extensionOf(format: ExportOptions['format']): string {
  return isPicture(format) ? format : packedExtension(targetOf(format));
}

/** The graph as it is now, drawn as the options have it. */
export function picture({ theme, background, notes }: Pick<ExportOptions, 'theme' | 'background' | 'notes'>): Picture {
  const { graph, name } = useDocument.getState();
  const shown = document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light';
  return graphPicture(graph, useData.getState().summary?.facts, {
    title: name,
    colours: coloursOf(theme === 'shown' ? shown : theme),
    background,
    notes,
    parameters: (count) => translate('canvas.parameters', { count }),
    icons: iconMarkup(),
    sizes: canvas()?.sizes(),
  });
}

/** Draws the picture and hands it over. @returns null where the user thought better of it */
export async function exportPicture(options: ExportOptions & { format: PictureFormat }): Promise<Result<null> | null> {
  const bytes = await pictureBytes(options);
  return bytes.ok ? handOver(options.format, 'file.picture', bytes.value) : bytes;
}

/** Hands over what was written. @returns null where the user thought better of it */
export function handOverModel(format: TargetName, { packed }: Exported): Promise<Result<null> | null> {
  return handOver(format, 'file.weights', packed);
}

function handOver(format: ExportOptions['format'], filter: 'file.picture' | 'file.weights', bytes: Uint8Array) {
  const name = exportName(format, useDocument.getState().name);
  const kind = { title: translate('command.export'), filterName: translate(filter), extensions: [extensionOf(format)] };
  return host.exportFile(name, kind, bytes);
}

async function pictureBytes(options: ExportOptions): Promise<Result<Uint8Array>> {
  const { svg } = picture(options);
  try {
    const value = options.format === 'png' ? await rasterise(svg, options.scale) : new TextEncoder().encode(svg);
    return { ok: true, value, problems: [] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, problems: [problem('fileUnwritable', { file: options.format, reason })] };
  }
}

/** Writes the network as it is now, in the engine, and has it proven there; nothing is handed over yet. */
export async function prepareExport(
  target: TargetName,
  { output, preprocess }: Pick<ExportOptions, 'output' | 'preprocess'>,
): Promise<Result<Exported>> {
  const document = useDocument.getState();
  const network = validated(document.graph, useData.getState().summary?.facts);
  if (!network.ok) return network;
  const project = projectOf(document);
  const name = targetOf(target).extension === null ? safeName(project.name) : exportName(target, project.name);
  const { origin, reports } = useRun.getState();
  // Of weights that came with the project, its last run tells; of others, only the training that they are of.
  const came = origin === null && document.weights !== null ? useWorkspace.getState().runs.at(-1)?.reports : [];
  const history = origin && !isStale(origin, document) ? reports : (came ?? []);
  const wanted = output === 'asIs' ? undefined : output;
  const { language } = useView.getState();
  const preprocessing = preprocessingNow();
  const request = { target, project, name, history, preprocessing, language, preprocess, output: wanted };
  const reply = await ask((engine) => engine.exportModel(request));
  return reply ?? { ok: false, problems: [problem('noWeights', {})] };
}
