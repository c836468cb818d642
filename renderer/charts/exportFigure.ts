import { safeName } from '../commands/saving.ts';
import { type FileKind, host } from '../host/index.ts';
import { type Key, translate } from '../i18n/index.ts';
import { useDocument } from '../store/document.ts';
import { notify, notifyProblems } from '../store/notice.ts';

export type FigureFormat = 'png' | 'svg' | 'csv';
/** What kinds of files are called that are no pictures. */
const filterNames: Readonly<Record<string, Key>> = {
  csv: 'train.chart.table',
  md: 'train.chart.report',
  zip: 'file.report',
};
/** Twice the size on the page, for print and for sharp screens. */
const PNG_SCALE = 2;

/** Hands a file over to the user, named after the project; says what came of it. */
export async function exportText(what: string, extension: string, text: string): Promise<void> {
  await exportBytes(what, extension, new TextEncoder().encode(text));
}

/** A picture that is an SVG, as PNG. */
export async function exportPng(what: string, svg: string): Promise<void> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * PNG_SCALE;
    canvas.height = image.naturalHeight * PNG_SCALE;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    await exportCanvas(what, canvas);
  } finally {
    URL.revokeObjectURL(url);
  }
}

export async function exportCanvas(what: string, canvas: HTMLCanvasElement): Promise<void> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob) await exportBytes(what, 'png', new Uint8Array(await blob.arrayBuffer()));
}

export async function exportBytes(what: string, extension: string, bytes: Uint8Array): Promise<void> {
  const name = `${safeName(useDocument.getState().name)}-${what}.${extension}`;
  const kind: FileKind = {
    title: translate('train.chart.export'),
    filterName: translate(filterNames[extension] ?? 'file.picture'),
    extensions: [extension],
  };
  const reply = await host.exportFile(name, kind, bytes);
  if (reply?.ok) notify('notice.exported', { name });
  else if (reply) notifyProblems(reply.problems);
}
