import { existsSync } from 'node:fs';
import path from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import type { Argument } from './contract.ts';
import type { Texts } from './texts.ts';

/** Asks the user for files. */
export class Dialogs {
  readonly #texts: Texts;

  constructor(texts: Texts) {
    this.#texts = texts;
  }

  /** @returns the file to open, or null where the user thought better of it */
  async fileToOpen(window: BrowserWindow, wanted: Argument<'file:open'>): Promise<string | null> {
    const [file = null] = await this.#toOpen(window, wanted, ['openFile']);
    return file;
  }

  /** @returns the files to open, none where the user thought better of it */
  filesToOpen(window: BrowserWindow, wanted: Argument<'file:openAll'>): Promise<readonly string[]> {
    return this.#toOpen(window, wanted, ['openFile', 'multiSelections']);
  }

  async #toOpen(
    window: BrowserWindow,
    wanted: Argument<'file:open'>,
    properties: ('openFile' | 'multiSelections')[],
  ): Promise<readonly string[]> {
    const { filePaths } = await dialog.showOpenDialog(window, {
      title: wanted.title,
      filters: [...filters(wanted), { name: this.#texts.allFiles, extensions: ['*'] }],
      properties,
    });
    return filePaths;
  }

  /** @returns the folder to open, or null where the user thought better of it */
  async folderToOpen(window: BrowserWindow, wanted: Argument<'file:openFolder'>): Promise<string | null> {
    const { filePaths } = await dialog.showOpenDialog(window, { title: wanted.title, properties: ['openDirectory'] });
    return filePaths[0] ?? null;
  }

  /** @returns the file to save to, or null where the user thought better of it */
  async fileToSave(window: BrowserWindow, wanted: Argument<'file:save'>): Promise<string | null> {
    const folder = wanted.path !== null && path.isAbsolute(wanted.path) ? path.dirname(wanted.path) : null;
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      title: wanted.title,
      defaultPath: path.join(folder ?? app.getPath('documents'), wanted.suggestedName),
      filters: filters(wanted),
      properties: ['showOverwriteConfirmation', 'createDirectory'],
    });
    if (canceled || filePath === '') return null;
    const named = withExtension(filePath, wanted.extensions);
    return named === filePath || !existsSync(named) || (await this.#mayReplace(window, named)) ? named : null;
  }

  /** The dialog has asked about the name as it was typed, and not about the one with its extension. */
  async #mayReplace(window: BrowserWindow, file: string): Promise<boolean> {
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message: this.#texts.overwriteTitle.replace('{name}', path.basename(file)),
      buttons: [this.#texts.replace, this.#texts.cancel],
      defaultId: 1,
      cancelId: 1,
    });
    return response === 0;
  }
}

/** Some systems' dialogs leave the extension to the user; without it the file would not be found again. */
function withExtension(file: string, extensions: readonly string[]): string {
  const name = path.basename(file).toLowerCase();
  const [first] = extensions;
  if (first === undefined || extensions.some((extension) => name.endsWith(`.${extension}`))) return file;
  return `${file}.${first}`;
}

function filters({ filterName, extensions }: { filterName: string; extensions: string[] }) {
  return extensions.length === 0 ? [] : [{ name: filterName, extensions }];
}
