/** Handing over what was made: the weights in a format of other software, the graph as a picture. */

import { pack, packedExtension } from '../../core/exchange/target.ts';
import { exportModel, type TargetName, targetOf } from '../../core/exchange/targets.ts';
import { collect, problem, type Result } from '../../core/problem.ts';
import { canvas } from '../canvas/api.ts';
import { graphPicture, type Picture } from '../canvas/picture.ts';
import { coloursOf, iconMarkup, rasterise } from '../canvas/pictureExport.ts';
import { currentWeights } from '../engine/controller.ts';
import { host } from '../host/index.ts';
import { translate } from '../i18n/index.ts';
import { useData } from '../store/data.ts';
import { projectOf, useDocument } from '../store/document.ts';
import { type ExportOptions, isPicture } from '../store/exporting.ts';
import { validated } from '../store/problems.ts';
import { safeName } from './files.ts';

/** The name that a file is suggested to have. */
export function exportName(format: ExportOptions['format'], project: string): string {
  return `${safeName(project)}.${extensionOf(format)}`;
}

function extensionOf(format: ExportOptions['format']): string {
  return isPicture(format) ? format : packedExtension(targetOf(format));
}

/** The graph as it is now, drawn as the options have it. */
export function picture({ theme, background, notes }: ExportOptions): Picture {
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

/** Writes a file and hands it over. @returns null where the user thought better of it */
export async function exportAs(options: ExportOptions): Promise<Result<null> | null> {
  const { format } = options;
  const bytes = isPicture(format) ? await pictureBytes(options) : await weightBytes(format);
  if (!bytes.ok) return bytes;
  const name = exportName(format, useDocument.getState().name);
  const extensions = [extensionOf(format)];
  const filterName = translate(isPicture(format) ? 'file.picture' : 'file.weights');
  return host.exportFile(name, { title: translate('command.export'), filterName, extensions }, bytes.value);
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

async function weightBytes(format: TargetName): Promise<Result<Uint8Array>> {
  const document = useDocument.getState();
  const { summary } = useData.getState();
  const network = validated(document.graph, summary?.facts);
  if (!network.ok) return network;
  const weights = await currentWeights();
  if (!weights || weights.size === 0) return { ok: false, problems: [problem('noWeights', {})] };
  const project = projectOf(document);
  const model = { project, network: network.value, weights, preprocessing: summary?.preprocessing ?? null };
  const name = safeName(project.name);
  return collect(() => pack(targetOf(format), exportModel(format, model, exportName(format, name)), name));
}
