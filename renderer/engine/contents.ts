/** What data files hold, looked into by the worker once for each file that is shown. */
import * as Comlink from 'comlink';
import { useEffect } from 'react';
import { create } from 'zustand';
import type { FileContents } from '../../core/data/contents.ts';
import { featureFile, type Source } from '../../core/data/settings.ts';
import { type Problem, problem, type Result } from '../../core/problem.ts';
import { failure } from '../host/host.ts';
import { host } from '../host/index.ts';
import { useData } from '../store/data.ts';
import { useWorkspace } from '../store/workspace.ts';
import { rereadData } from './controller.ts';
import { cancelLooking } from './dataSync.ts';
import { projectFiles } from './files.ts';
import { ask } from './turns.ts';

export type Look =
  | { readonly kind: 'looking' }
  | { readonly kind: 'known'; readonly contents: FileContents }
  | { readonly kind: 'failed'; readonly problems: readonly Problem[] };

interface ContentsStore {
  /** By the place where a file lies, as far as the host knows one. */
  readonly files: ReadonlyMap<string, Look>;
}

const useFiles = create<ContentsStore>()(() => ({ files: new Map() }));

const placeOf = (path: string) => `${host.moved(path, useWorkspace.getState().token, null)}\n`;

/** Where the settings say whether a table's first row names its columns, it is looked into with that in mind. */
const keyOf = (path: string, header: boolean | undefined) => `${placeOf(path)}${header ?? ''}`;

/** What a file holds; null where no file is named. */
export function useContents(path: string | null, header?: boolean): Look | null {
  useWorkspace((state) => state.token);
  const look = useFiles((state) => (path === null ? null : (state.files.get(keyOf(path, header)) ?? null)));
  useEffect(() => {
    if (path !== null && look === null) void lookInto(path, header);
  }, [path, header, look]);
  return path === null ? null : (look ?? { kind: 'looking' });
}

/** The same of what a source has its features from, where nobody waits for it; null where it has not been looked into. */
export function knownContents(source: Source): FileContents | null {
  const path = featureFile(source);
  const look = path === null ? undefined : useFiles.getState().files.get(keyOf(path, headerOf(source)));
  return look?.kind === 'known' ? look.contents : null;
}

export function headerOf(source: Source): boolean | undefined {
  return source.kind === 'table' ? source.header : undefined;
}

/** Looks into a file that the project names, whatever was known of it. */
export async function lookInto(path: string, header?: boolean): Promise<Result<FileContents>> {
  const key = keyOf(path, header);
  put(key, { kind: 'looking' });
  const result = await inspect(path, header);
  put(key, result.ok ? { kind: 'known', contents: result.value } : { kind: 'failed', problems: result.problems });
  return result;
}

async function inspect(path: string, header: boolean | undefined): Promise<Result<FileContents>> {
  let over = false;
  // What is told may come behind the answer.
  const tell = Comlink.proxy((file: string, done: number, total: number | null) => {
    if (!over) useData.setState({ looking: { file, done, total, cancel: cancelLooking } });
  });
  const failed = (reason: string) => failure(problem('fileUnreadable', { file: path, reason }));
  const found = await ask((engine) => engine.inspect(path, header, projectFiles(), tell)).catch(({ message }: Error) =>
    failed(message),
  );
  over = true;
  useData.setState({ looking: null });
  return found ?? failed('the engine stopped');
}

function put(key: string, look: Look): void {
  useFiles.setState(({ files }) => ({ files: new Map([...files, [key, look]]) }));
}

/** What a file holds that was looked into before, with names in the first row or without as another source has it. */
export async function contentsLike(path: string, contents: FileContents, like: Source | null): Promise<FileContents> {
  const header = like ? headerOf(like) : undefined;
  if (header === undefined || contents.kind !== 'table' || contents.hasHeader === header) return contents;
  const look = await lookInto(path, header);
  return look.ok ? look.value : contents;
}

/** Forgets what a file held: another one lies there now. */
export function forgetContents(path: string): void {
  const place = placeOf(path);
  useFiles.setState(({ files }) => ({ files: new Map([...files].filter(([key]) => !key.startsWith(place))) }));
}

/** Looks into a file once more, and reads the data again. */
export async function readAgain(path: string): Promise<void> {
  forgetContents(path);
  await rereadData();
}
