/**
 * Every message between the page and the main process. The page asks (`Requests`), main answers; main tells (`Events`),
 * the page listens. Main knows bytes, files and windows, never networks. What a person or a disk can get wrong comes back
 * as a `FileResult`; main validates every argument before it acts, because a page is hostile until proven otherwise.
 */
import { z } from 'zod';
import { type CatalogueId, type CatalogueState, catalogueIds } from '../core/data/catalogue.ts';
import type { Result } from '../core/problem.ts';
import type { EventName, PageRequest, RequestName } from './names.ts';

export type { EventName, RequestName } from './names.ts';

/** Files above this are refused: Node reads no more at once, and a page could not hold it twice. */
export const MAX_FILE_BYTES = 2 * 1024 ** 3 - 1;

/** More of a file is not read at a time where a stretch of it is asked for. */
const MAX_STRETCH_BYTES = 16 * 1024 ** 2;

/** A file the user chose or the system handed over; `path` names it in later requests. */
export interface OpenedFile {
  readonly path: string;
  /** The last part of the path. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface SavedFile {
  readonly path: string;
  readonly name: string;
}

/** Why a file could not be had, as a code that the page puts into words. */
export type FileFault = 'missing' | 'denied' | 'folder' | 'tooLarge' | 'full' | 'notAllowed' | 'failed';

export type FileResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: FileFault; readonly path: string; readonly detail: string };

/** An unsaved project kept apart from its file, in case of a crash. */
export interface Draft {
  readonly id: string;
  readonly name: string;
  /** The file it belongs to, or null where it was never saved. */
  readonly path: string | null;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly text: string;
}

/** A file in the folder `NAME.runs`. */
export interface RunFile {
  /** Its path within the folder, with `/`. */
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
}

export interface RecentFile {
  readonly path: string;
  readonly name: string;
}

export interface AppInfo {
  readonly version: string;
  readonly electron: string;
  readonly chromium: string;
  readonly platform: string;
}

/** An entry of the native menu; `id` is the command that it runs in the page. */
export interface MenuItem {
  readonly kind: 'command' | 'separator' | 'submenu' | 'role';
  readonly id?: string | undefined;
  readonly label?: string | undefined;
  /** In Electron's spelling: `CmdOrCtrl+Shift+Z`. */
  readonly accelerator?: string | undefined;
  readonly enabled?: boolean | undefined;
  readonly checked?: boolean | undefined;
  /** What the system does by itself: only these. */
  readonly role?:
    | 'undo'
    | 'redo'
    | 'cut'
    | 'copy'
    | 'paste'
    | 'selectAll'
    | 'togglefullscreen'
    | 'minimize'
    | 'quit'
    | undefined;
  readonly items?: readonly MenuItem[] | undefined;
}

const filePath = z
  .string()
  .min(1)
  .max(4096)
  .regex(/^[^\0]+$/);
const fileName = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^/\\\0]+$/);
const extensions = z.array(z.string().regex(/^[a-z0-9.]{1,20}$/)).max(20);
const bytes = z.instanceof(Uint8Array);
/** Bytes of a file that are asked for at a time: from the first up to `to`, which is not one of them. */
const stretch = z
  .object({ from: z.number().int().min(0), to: z.number().int().min(0) })
  .refine(({ from, to }) => from <= to && to - from <= MAX_STRETCH_BYTES);
/**
 * A file in the folder of runs: at most five parts of plain letters. Nothing hidden, no way up, no root, no drive, no
 * stream of another file, and nothing that one system reads otherwise than the next.
 */
export const runFile = z.string().regex(/^(?=.{1,255}$)\w(?:[\w.-]{0,98}\w)?(?:\/\w(?:[\w.-]{0,98}\w)?){0,4}$/);
const dataSet = z.object({ id: z.enum(catalogueIds) });
const draftId = z.string().regex(/^[A-Za-z0-9-]{1,64}$/);

const menuItem: z.ZodType<MenuItem> = z.lazy(() =>
  z.object({
    kind: z.enum(['command', 'separator', 'submenu', 'role']),
    id: z.string().max(100).optional(),
    label: z.string().max(200).optional(),
    accelerator: z.string().max(60).optional(),
    enabled: z.boolean().optional(),
    checked: z.boolean().optional(),
    role: z
      .enum(['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll', 'togglefullscreen', 'minimize', 'quit'])
      .optional(),
    items: z.array(menuItem).max(100).optional(),
  }),
);

/** What main makes sure of before it acts: the argument of each request. */
export const requestSchemas = {
  /** Asks the user for a file to open. */
  'file:open': z.object({ title: z.string().max(200), filterName: z.string().max(200), extensions }),
  /** Asks the user for files that belong together. */
  'file:openAll': z.object({ title: z.string().max(200), filterName: z.string().max(200), extensions }),
  /** Asks the user for a file whose bytes are read later, and perhaps not all of them. */
  'file:choose': z.object({ title: z.string().max(200), filterName: z.string().max(200), extensions }),
  /** Asks the user for a folder of pictures. */
  'file:openFolder': z.object({ title: z.string().max(200) }),
  /** Opens a file again that was opened before: from the recent files, or one the system handed over. */
  'file:reopen': z.object({ path: filePath }),
  /** The user dropped a file of this place on the page; the preload script says so, which alone can tell the place. */
  'file:dropped': z.object({ path: filePath }),
  /** Writes a file whole or not at all. Without a path, or with `ask`, the user is asked for one. */
  'file:save': z.object({
    path: filePath.nullable(),
    ask: z.boolean(),
    suggestedName: fileName,
    title: z.string().max(200),
    filterName: z.string().max(200),
    extensions,
    bytes,
  }),
  /** Reads a file that a project names, or the pictures in a folder as a zip: below the project's folder and not hidden, or chosen by the user before. */
  'file:readBeside': z.object({ project: filePath.nullable(), path: filePath, stretch: stretch.optional() }),
  /** How large such a file is. */
  'file:sizeBeside': z.object({ project: filePath.nullable(), path: filePath }),
  /** Files in the folder `NAME.runs` beside a saved project. */
  'runs:write': z.object({ project: filePath, name: runFile, bytes }),
  'runs:append': z.object({ project: filePath, name: runFile, text: z.string().max(100_000_000) }),
  'runs:read': z.object({ project: filePath, name: runFile }),
  'runs:list': z.object({ project: filePath }),
  'runs:remove': z.object({ project: filePath, name: runFile }),
  'draft:write': z.object({
    id: draftId,
    name: z.string().max(255),
    path: filePath.nullable(),
    text: z.string().max(100_000_000),
  }),
  'draft:list': z.undefined(),
  'draft:remove': z.object({ id: draftId }),
  'recent:list': z.undefined(),
  'recent:clear': z.undefined(),
  /** What the title bar says, and whether closing must be asked about. */
  'window:state': z.object({ title: z.string().max(300), dirty: z.boolean() }),
  /** The page has heard `window:closeRequested` and asks the user; the preload script says so by itself. */
  'window:closeHeard': z.undefined(),
  /** The page has settled what to do with unsaved work: close for good. */
  'window:close': z.undefined(),
  'window:new': z.undefined(),
  'menu:set': z.array(menuItem).max(20),
  /** Data sets of the catalogue, by id: main knows where they come from and where they are kept. */
  'catalogue:list': z.undefined(),
  /** Downloads what is not here yet; `catalogue:progress` tells how far it is. */
  'catalogue:fetch': dataSet,
  /** Ends the download that this window asked for; what is there of it is kept. */
  'catalogue:cancel': dataSet,
  'catalogue:remove': dataSet,
  'catalogue:read': z.object({ id: z.enum(catalogueIds), file: fileName }),
  /** Opens a web page in the system's browser; only https, and only hosts that main knows. */
  'shell:open': z.object({ url: z.string().max(2000) }),
  'app:info': z.undefined(),
} as const satisfies Record<RequestName, z.ZodType>;

/** What a request takes. */
export type Argument<Name extends RequestName> = z.infer<(typeof requestSchemas)[Name]>;

/** The answers, by request. */
export interface Answers {
  'file:open': FileResult<OpenedFile> | null;
  'file:openAll': FileResult<readonly OpenedFile[]> | null;
  /** Null where the user thought better of it. */
  'file:choose': { readonly path: string; readonly name: string } | null;
  /** Null where the user thought better of it. */
  'file:openFolder': { readonly path: string; readonly name: string } | null;
  'file:reopen': FileResult<OpenedFile>;
  'file:dropped': null;
  /** Null where the user thought better of it. */
  'file:save': FileResult<SavedFile> | null;
  /** Null for a folder of pictures, which is only read whole. */
  'file:sizeBeside': FileResult<number | null>;
  'file:readBeside': FileResult<Uint8Array>;
  'runs:write': FileResult<null>;
  'runs:append': FileResult<null>;
  'runs:read': FileResult<Uint8Array>;
  /** Those a page may name, in no particular order; none where there is no such folder yet. */
  'runs:list': FileResult<readonly RunFile[]>;
  'runs:remove': FileResult<null>;
  'draft:write': FileResult<null>;
  'draft:list': readonly Draft[];
  'draft:remove': FileResult<null>;
  'recent:list': readonly RecentFile[];
  'recent:clear': null;
  'window:state': null;
  'window:closeHeard': null;
  'window:close': null;
  'window:new': null;
  'menu:set': null;
  'catalogue:list': readonly CatalogueState[];
  'catalogue:fetch': Result<null>;
  'catalogue:cancel': null;
  'catalogue:remove': Result<null>;
  'catalogue:read': FileResult<Uint8Array>;
  'shell:open': boolean;
  'app:info': AppInfo;
}

/** What main tells the page unasked. */
export interface Events {
  /** The user picked a menu entry. */
  'menu:command': string;
  /** The system handed over a file: a double click in the file manager, a second start with a file, a dropped icon. */
  'file:opened': FileResult<OpenedFile>;
  /**
   * The user wants to close a window with unsaved work; the page asks, then requests `window:close`. Where no listener
   * hears it within five seconds, main asks in the page's place.
   */
  'window:closeRequested': null;
  /** A download that the page asked for has so many of its bytes. */
  'catalogue:progress': { readonly id: CatalogueId; readonly done: number; readonly total: number };
}

/** What the preload script puts at `window.gradwire`. */
export interface DesktopApi {
  request<Name extends PageRequest>(
    name: Name,
    ...argument: Argument<Name> extends undefined ? [] : [argument: Argument<Name>]
  ): Promise<Answers[Name]>;
  /**
   * Where a file lies that the user dropped on the page, which may touch it from then on as if it had been opened; null for
   * a file that lies nowhere, as one that the page made itself.
   */
  dropped(file: File): Promise<string | null>;
  /**
   * Files handed over before anyone listens are kept for the first listener; other events are not.
   * @returns stops listening
   */
  on<Name extends EventName>(name: Name, listener: (payload: Events[Name]) => void): () => void;
}
