import { rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  type CatalogueEntry,
  type CatalogueFile,
  type CatalogueId,
  type CatalogueState,
  catalogue,
  catalogueFileOf,
  catalogueIds,
} from '../core/data/catalogue.ts';
import { ProblemError, problem } from '../core/problem.ts';
import { dataFolder } from './dataFolder.ts';
import { download, partsOf } from './download.ts';

/** `done` bytes of `total` are there. */
export type OnFetched = (file: CatalogueFile, done: number, total: number) => void;

export interface FetchOptions {
  /** Where the files are served in place of their own addresses, as `GRADWIRE_MIRROR` says if this does not. */
  readonly mirror?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnFetched | undefined;
}

/**
 * Makes sure that a data set lies in the user's folder, verified, and says where each of its files is. Throws the
 * ProblemErrors of `download`.
 */
export async function fetchEntry(id: CatalogueId, options: FetchOptions = {}): Promise<string[]> {
  const { mirror = process.env.GRADWIRE_MIRROR, signal, onProgress } = options;
  const places: string[] = [];
  for (const file of filesOf(id)) {
    const address = mirror ? mirrored(mirror, file.address) : file.address;
    const progress = (done: number, total: number) => onProgress?.(file, done, total);
    places.push(await download({ ...file, address }, { folder: folderOf(id), signal, onProgress: progress }));
  }
  return places;
}

/** The address of a file at another place that serves it under the same name. Throws a TypeError for no address. */
export function mirrored(place: string, address: string): string {
  const name = address.slice(address.lastIndexOf('/') + 1);
  return new URL(name, place.endsWith('/') ? place : `${place}/`).href;
}

export function filesOf(id: CatalogueId): readonly CatalogueFile[] {
  const entry: CatalogueEntry = catalogue[id];
  return entry.files;
}

function folderOf(id: CatalogueId): string {
  return path.join(dataFolder(), id);
}

/** Where a file of the catalogue is, or would be. */
export function placeOf(id: CatalogueId, file: CatalogueFile): string {
  return path.join(folderOf(id), file.name);
}

/**
 * The place of the file that a project names as `catalogue:ID/FILE`; null for a path of another kind. Throws a
 * ProblemError where there is no such file, or where it has not been fetched.
 */
export async function fetchedFile(address: string): Promise<string | null> {
  const named = catalogueFileOf(address);
  if (!named) return null;
  const place = placeOf(named.id, named.file);
  if (!(await isHere(named.id, named.file))) throw new ProblemError(problem('notFetched', { id: named.id }));
  return place;
}

/** A file takes its name only once it was verified, so that its size tells enough. */
async function isHere(id: CatalogueId, file: CatalogueFile): Promise<boolean> {
  return (await sizeOf(placeOf(id, file))) === file.bytes;
}

/** What is on this machine of each data set. */
export function listCatalogue(): Promise<CatalogueState[]> {
  return Promise.all(catalogueIds.map(stateOf));
}

async function stateOf(id: CatalogueId): Promise<CatalogueState> {
  let [bytes, here] = [0, true];
  for (const file of filesOf(id)) {
    const found = await isHere(id, file);
    const sizes = found ? [file.bytes] : await Promise.all(partsOf(placeOf(id, file)).map(sizeOf));
    bytes += sizes.reduce((sum, size) => sum + size, 0);
    here &&= found;
  }
  return { id, here, bytes };
}

/** Removes a data set, and what was begun of it. */
export async function removeEntry(id: CatalogueId): Promise<void> {
  for (const file of filesOf(id)) {
    const place = placeOf(id, file);
    for (const one of [place, ...partsOf(place)]) await rm(one, { force: true });
  }
  // What else a person put there stays, and so does the folder then.
  await rmdir(folderOf(id)).catch(() => {});
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => null))?.size ?? 0;
}
