/** What the app needs of its surroundings: one interface, implemented by Electron's preload and by a plain browser. */

import type { CatalogueId, CatalogueState } from '../../core/data/catalogue.ts';
import type { Watcher } from '../../core/formats/watch.ts';
import { type Problem, problem, type Result } from '../../core/problem.ts';
import type { MenuItem } from '../../electron/contract.ts';

/** Names a file for later: a path in Electron, a remembered handle in a browser. */
export type FileToken = string;

export interface Opened {
  readonly token: FileToken;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A data file that was opened, or dropped: then it need not be read yet. */
export interface GivenData {
  readonly token: FileToken;
  readonly name: string;
  readonly bytes: Uint8Array | File;
}

/** Bytes of a file: from the first up to `to`, which is not one of them. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface FileKind {
  /** What dialogs call it, in the user's language. */
  readonly title: string;
  readonly filterName: string;
  /** Without the dot. */
  readonly extensions: readonly string[];
}

export interface SaveRequest {
  /** Where it was saved before; null asks the user. */
  readonly token: FileToken | null;
  /** Asks even where there is a place already: save as. */
  readonly ask: boolean;
  readonly suggestedName: string;
  readonly kind: FileKind;
  readonly bytes: Uint8Array;
}

export interface Saved {
  readonly token: FileToken;
  readonly name: string;
}

export interface HostDraft {
  readonly id: string;
  readonly name: string;
  readonly token: FileToken | null;
  readonly savedAt: number;
  readonly text: string;
}

export interface Recent {
  readonly token: FileToken;
  readonly name: string;
}

/** A file that belongs to a project's trainings. */
export interface RunFile {
  /** With `/` between a folder and what lies in it. */
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
}

export interface Host {
  readonly kind: 'electron' | 'browser';
  /** Whether the engine was told to join vectors to wider ones, so that blocks for them are worth a try. */
  readonly joinsVectors: boolean;
  /** Asks for a file; null where the user thought better of it. */
  open(kind: FileKind): Promise<Result<Opened> | null>;
  /** Asks for files that belong together; null where the user thought better of it. */
  openAll(kind: FileKind): Promise<Result<readonly Opened[]> | null>;
  reopen(recent: Recent): Promise<Result<Opened>>;
  save(request: SaveRequest): Promise<Result<Saved> | null>;
  /** Hands a file over to the user: a save dialog, or a download. */
  exportFile(name: string, kind: FileKind, bytes: Uint8Array): Promise<Result<null> | null>;
  /** Asks for a data file and returns the path that the project is to know it by. */
  pickData(kind: FileKind, project: FileToken | null): Promise<Result<{ path: string; name: string }> | null>;
  /** Asks for a folder of pictures; it is read as the zip of it. */
  pickFolder(
    title: string,
    project: FileToken | null,
    watcher: Watcher,
  ): Promise<Result<{ path: string; name: string }> | null>;
  /** The token of a file or folder that was dropped on the page: its place, where the host can tell it. */
  dropped(file: File): Promise<FileToken>;
  /** Keeps a data file that was opened or dropped, and returns the path that the project is to know it by. */
  keepData(file: GivenData, project: FileToken | null): Promise<Result<{ path: string }>>;
  /** How a file that a project at one place names so is called by the same project at another. */
  moved(path: string, from: FileToken | null, to: FileToken | null): string;
  /** Bytes of a file that a project names beside itself; null for a folder of pictures, which is only read whole. */
  sizeBeside(project: FileToken | null, path: string): Promise<Result<number | null>>;
  /** Reads such a file, or a stretch of it. */
  readBeside(project: FileToken | null, path: string, stretch?: Stretch): Promise<Result<Uint8Array>>;
  /** Published data sets: the host downloads them and keeps them for all projects, the page only knows their ids. */
  readonly catalogue: {
    list(): Promise<Result<readonly CatalogueState[]>>;
    /** @param onProgress is told how many bytes of how many are there */
    fetch(
      id: CatalogueId,
      onProgress: (done: number, total: number) => void,
      signal: AbortSignal,
    ): Promise<Result<null>>;
    remove(id: CatalogueId): Promise<Result<null>>;
    /** Reads a file of a data set that is here. */
    read(id: CatalogueId, file: string): Promise<Result<Uint8Array>>;
  };
  /** Files that belong to a project's trainings: current weights, run history, checkpoints. */
  readonly runs: {
    write(project: FileToken, name: string, bytes: Uint8Array): Promise<Result<null>>;
    append(project: FileToken, name: string, text: string): Promise<Result<null>>;
    read(project: FileToken, name: string): Promise<Result<Uint8Array>>;
    /** In no particular order; none where nothing was kept yet. */
    list(project: FileToken): Promise<Result<readonly RunFile[]>>;
    remove(project: FileToken, name: string): Promise<Result<null>>;
  };
  readonly drafts: {
    /** Rejects where it cannot be kept. */
    write(draft: Omit<HostDraft, 'savedAt'>): Promise<void>;
    list(): Promise<readonly HostDraft[]>;
    remove(id: string): Promise<void>;
  };
  recents(): Promise<readonly Recent[]>;
  clearRecents(): Promise<void>;
  setWindow(title: string, dirty: boolean): void;
  /** Closes for good; what is unsaved has been settled. */
  closeWindow(): void;
  newWindow(): void;
  /** Shows the app's commands in the native menu; a browser has none. */
  setMenu(items: readonly MenuItem[]): void;
  openExternal(url: string): void;
  version(): Promise<string>;
  /** @returns stops listening */
  onCommand(listener: (id: string) => void): () => void;
  onFile(listener: (file: Result<Opened>) => void): () => void;
  onCloseRequested(listener: () => void): () => void;
}

/** The token of a file that came without a place to find it again, as those do that are dropped on a browser. */
export function uploadToken(name: string): FileToken {
  return `${UPLOAD}${name}`;
}

export function isUpload(token: FileToken): boolean {
  return token.startsWith(UPLOAD);
}

/** The token of a file that was handed over as a download, which cannot be found again either. */
export function downloadToken(name: string): FileToken {
  return `${DOWNLOAD}${name}`;
}

/** A token without where it comes from: a file that was downloaded and then uploaded again is the same one. */
export function withoutPlace(token: FileToken): string {
  return token.replace(new RegExp(`^(?:${UPLOAD}|${DOWNLOAD})`), '');
}

const UPLOAD = 'upload:';
const DOWNLOAD = 'download:';

export const done: Result<null> = { ok: true, value: null, problems: [] };

export function success<T>(value: T): Result<T> {
  return { ok: true, value, problems: [] };
}

export function failure(fault: Problem): { ok: false; problems: readonly Problem[] } {
  return { ok: false, problems: [fault] };
}

/** Why the browser could not do something with a file, in words that are known in every language. */
export function reasonOf(error: unknown): string {
  const reason = error instanceof DOMException ? domReasons[error.name] : undefined;
  return reason ?? (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
}

const domReasons: Readonly<Record<string, string>> = {
  NotAllowedError: 'permission was denied',
  NoModificationAllowedError: 'something else is writing it',
  NotFoundError: 'its folder is gone',
  NotReadableError: 'it cannot be read any more',
  QuotaExceededError: 'there is no space left',
};

export function missing(file: string): { ok: false; problems: readonly Problem[] } {
  return failure(problem('fileMissing', { file, base: 'the project file' }));
}
