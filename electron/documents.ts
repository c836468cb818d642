import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserWindow } from 'electron';
import { zipOfPictures } from '../node/folderZip.ts';
import { type Argument, type FileResult, MAX_FILE_BYTES, type OpenedFile, type SavedFile } from './contract.ts';
import type { Dialogs } from './dialogs.ts';
import { attempt, notAllowed } from './faults.ts';
import { isProject, openFile, readBytes, readStretch, saveFile, sizeOf } from './files.ts';
import type { Access, Grants } from './grants.ts';

export interface DocumentsNeeds {
  readonly grants: Grants;
  readonly dialogs: Pick<Dialogs, 'fileToOpen' | 'filesToOpen' | 'folderToOpen' | 'fileToSave'>;
  /** Is told of each project that was opened or saved. */
  readonly used: (file: string) => Promise<void>;
}

/** Opens and saves the user's files: who is asked, what the page may touch from then on, what is remembered. */
export class Documents {
  readonly #needs: DocumentsNeeds;

  constructor(needs: DocumentsNeeds) {
    this.#needs = needs;
  }

  /** Lets the user choose a file, and reads it. @returns null where the user thought better of it */
  async open(window: BrowserWindow, wanted: Argument<'file:open'>): Promise<FileResult<OpenedFile> | null> {
    const file = await this.#needs.dialogs.fileToOpen(window, wanted);
    return file === null ? null : this.handedOver(file);
  }

  /** Lets the user choose files, and reads them one after the other, as long as a page can hold them. */
  async openAll(
    window: BrowserWindow,
    wanted: Argument<'file:openAll'>,
  ): Promise<FileResult<readonly OpenedFile[]> | null> {
    const files = await this.#needs.dialogs.filesToOpen(window, wanted);
    if (files.length === 0) return null;
    const value: OpenedFile[] = [];
    for (const file of files) {
      const opened = await this.handedOver(file);
      if (!opened.ok) return opened;
      value.push(opened.value);
      const size = value.reduce((sum, { bytes }) => sum + bytes.length, 0);
      if (size > MAX_FILE_BYTES) return { ok: false, fault: 'tooLarge', path: file, detail: `${size} bytes in all` };
    }
    return { ok: true, value };
  }

  /** Lets the user choose a data file, which the page may read from then on. */
  async choose(window: BrowserWindow, wanted: Argument<'file:choose'>): Promise<{ path: string; name: string } | null> {
    const file = await this.#needs.dialogs.fileToOpen(window, wanted);
    if (file === null) return null;
    this.#needs.grants.allow(file, 'read');
    return { path: file, name: path.basename(file) };
  }

  /** Lets the user choose a folder, whose pictures the page may read from then on. */
  async openFolder(
    window: BrowserWindow,
    wanted: Argument<'file:openFolder'>,
  ): Promise<{ path: string; name: string } | null> {
    const folder = await this.#needs.dialogs.folderToOpen(window, wanted);
    if (folder === null) return null;
    this.#needs.grants.allow(folder, 'read');
    return { path: folder, name: path.basename(folder) };
  }

  /** Reads a file that a person named to the system or in a dialog. */
  async handedOver(file: string): Promise<FileResult<OpenedFile>> {
    this.#needs.grants.allow(file, accessTo(file));
    return this.#read(file);
  }

  /** The page may touch a file that was dropped on it as if it had been opened; it has the bytes already. */
  async dropped(file: string): Promise<null> {
    this.#needs.grants.allow(file, accessTo(file));
    if (isProject(file)) await this.#needs.used(file);
    return null;
  }

  /** Reads a file that was opened before. */
  async reopen(file: string): Promise<FileResult<OpenedFile>> {
    return this.#needs.grants.mayRead(file) ? this.#read(file) : notAllowed(file);
  }

  /** Writes a file, asking for its place where there is none or another is wanted. */
  async save(window: BrowserWindow, wanted: Argument<'file:save'>): Promise<FileResult<SavedFile> | null> {
    const { grants, dialogs, used } = this.#needs;
    let file = wanted.path;
    if (file === null || wanted.ask) {
      file = await dialogs.fileToSave(window, wanted);
      if (file === null) return null;
      grants.allow(file, 'write');
    }
    if (!grants.mayWrite(file)) return notAllowed(file);
    const saved = await saveFile(file, wanted.bytes);
    if (saved.ok && isProject(file)) await used(file);
    return saved;
  }

  /** How large a file is that a project names; null for a folder, whose pictures are only read whole. */
  async sizeBeside(project: string | null, file: string): Promise<FileResult<number | null>> {
    const found = await this.#needs.grants.beside(project, file);
    if (found === null) return notAllowed(file);
    return (await isFolder(found)) ? { ok: true, value: null } : sizeOf(found);
  }

  /** Reads a file that a project names or a stretch of it, or the pictures in a folder. */
  async readBeside(
    project: string | null,
    file: string,
    stretch?: Argument<'file:readBeside'>['stretch'],
  ): Promise<FileResult<Uint8Array>> {
    const found = await this.#needs.grants.beside(project, file);
    if (found === null) return notAllowed(file);
    if (stretch) return readStretch(found, stretch.from, stretch.to);
    const pictures = (await isFolder(found)) ? await attempt(found, () => zipOfPictures(found)) : null;
    if (pictures?.ok === false) return pictures;
    return pictures?.value ? { ok: true, value: pictures.value } : readBytes(found);
  }

  async #read(file: string): Promise<FileResult<OpenedFile>> {
    const opened = await openFile(file);
    if (opened.ok && isProject(file)) await this.#needs.used(file);
    return opened;
  }
}

function isFolder(place: string): Promise<boolean> {
  return stat(place).then(
    (one) => one.isDirectory(),
    () => false,
  );
}

/** A project that was opened is saved to its own place; data and models that were opened are only read. */
export function accessTo(file: string): Access {
  return isProject(file) ? 'write' : 'read';
}
