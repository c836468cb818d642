/** Saving: what becomes of a project on its way to the disk, and of unsaved work when something else takes its place. */
import { problem } from '../../core/problem.ts';
import { writeProject } from '../../core/project/file.ts';
import { writeModel } from '../../core/project/model.ts';
import { EXTENSION, type Project } from '../../core/project/project.ts';
import { currentWeights } from '../engine/controller.ts';
import { ask } from '../engine/turns.ts';
import { withoutPlace } from '../host/host.ts';
import { type FileKind, type FileToken, host } from '../host/index.ts';
import { translate } from '../i18n/index.ts';
import { type DocumentContent, projectOf, renameData, useDocument } from '../store/document.ts';
import { notify, notifyProblems } from '../store/notice.ts';
import { movedData } from '../store/revision.ts';
import { trainedTo, useRun } from '../store/run.ts';
import { useView } from '../store/view.ts';
import { isDirty, preprocessingNow, useWorkspace, type WorkspaceStore } from '../store/workspace.ts';
import { keepCheckpoints } from './checkpoints.ts';
import { keepHistory } from './history.ts';

/** Lies in the folder beside a project. */
export const WEIGHTS = 'weights.safetensors';

const kinds = {
  project: (): FileKind => ({
    title: translate('command.saveAs'),
    filterName: translate('file.project'),
    extensions: ['gradwire'],
  }),
  model: (): FileKind => ({
    title: translate('command.saveModel'),
    filterName: translate('file.model'),
    extensions: ['safetensors'],
  }),
};

/** Runs `next` at once, or after the user has said what to do with unsaved work. */
export function settleUnsaved(next: () => void): void {
  if (!isDirty()) {
    next();
    return;
  }
  useWorkspace.setState({ afterSettling: next });
  useView.getState().set({ dialog: 'unsaved' });
}

/** Unsaved work has been saved or given up: what waited for that goes on. */
export function settled(): void {
  const { afterSettling, draftId } = useWorkspace.getState();
  useView.getState().set({ dialog: null });
  useWorkspace.setState({ afterSettling: null });
  void host.drafts.remove(draftId);
  afterSettling?.();
}

/** Unsaved work stays, and nothing takes its place. */
export function notSettled(): void {
  useView.getState().set({ dialog: null });
  useWorkspace.setState({ afterSettling: null });
}

/**
 * `inPlace` writes the file that the project has, and asks for a place where there is none, or what to do where
 * somebody else has written the file since; `elsewhere` asks for a place, `overwrite` asks for nothing.
 */
export type Saving = 'inPlace' | 'elsewhere' | 'overwrite';

/** One save after the other: each leaves behind what the next one compares with. */
let saves: Promise<unknown> = Promise.resolve();

/** @returns whether it was saved */
export function save(saving: Saving): Promise<boolean> {
  const next = saves.then(() => write(saving));
  saves = next.catch(() => undefined);
  return next;
}

async function write(saving: Saving): Promise<boolean> {
  const { token, draftId, stamp: before } = useWorkspace.getState();
  const document = useDocument.getState();
  // Meanwhile another project may take this one's place: handed over by the system, or while a place is chosen.
  const isOpen = () => useWorkspace.getState().draftId === draftId;
  const amend = (change: Partial<WorkspaceStore>) => {
    if (isOpen()) useWorkspace.setState(change);
  };
  if (saving === 'inPlace' && (await isChangedElsewhere())) {
    if (isOpen()) useView.getState().set({ dialog: 'changedElsewhere' });
    return false;
  }
  const suggestedName = `${safeName(document.name)}${EXTENSION}`;
  const put = (at: typeof token, content: DocumentContent, ask: boolean) => {
    const bytes = new TextEncoder().encode(textOf(content));
    return host.save({ token: at, ask, suggestedName, kind: kinds.project(), bytes });
  };
  // Until it is known how the place looks now, what is there is nobody else's.
  amend({ stamp: null });
  let reply = await put(token, document, saving === 'elsewhere' || token === null);
  const place = reply?.ok ? reply.value.token : token;
  const moved = movedDocument(document, token, place);
  // Where a project lies, and so what it calls its data, is known when it has been written.
  if (reply?.ok && moved.data !== document.data) reply = await put(place, moved, false);
  if (!reply?.ok) {
    amend({ stamp: before });
    if (reply) notifyProblems(reply.problems);
    return false;
  }
  const saved = reply.value;
  amend({ token: saved.token, fileName: saved.name, saved: moved });
  if (isOpen() && moved.data !== document.data) {
    renameData((data) => (data === document.data && moved.data ? moved.data : movedData(data, token, place)));
  }
  await host.drafts.remove(draftId);
  if (isOpen()) amend(await keepWeights(saved.token, projectOf(moved)));
  if (isOpen()) await keepHistory(saved.token, token === null || withoutPlace(saved.token) !== withoutPlace(token));
  if (isOpen()) void keepCheckpoints();
  const stamp = await stampOf(saved.token, textOf(moved));
  amend({ stamp });
  notify('notice.saved', { name: saved.name });
  return true;
}

/** Whether the project's file, or the weights beside it, are other than this window left them. */
async function isChangedElsewhere(): Promise<boolean> {
  const { token, fileName, stamp } = useWorkspace.getState();
  if (token === null || stamp === null) return false;
  const found = await host.reopen({ token, name: fileName ?? '' });
  return found.ok && (await stampOf(token, new TextDecoder().decode(found.value.bytes))) !== stamp;
}

/** What a saved project can be told from its later versions by: a digest of its text and of when the weights beside it were written. */
export async function stampOf(token: FileToken, text: string): Promise<string> {
  const beside = await host.runs.list(token);
  const weights = beside.ok ? beside.value.find(({ name }) => name === WEIGHTS) : undefined;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${weights?.modifiedAt} ${text}`));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function textOf(content: DocumentContent): string {
  return writeProject(projectOf(content));
}

/** The same document as its project at another place has it; itself where that changes nothing. */
function movedDocument(document: DocumentContent, from: string | null, to: string | null): DocumentContent {
  if (!document.data || from === to) return document;
  const data = movedData(document.data, from, to);
  return JSON.stringify(data) === JSON.stringify(document.data) ? document : { ...document, data };
}

/**
 * The current weights go into the folder beside the project, unless they are those that its seed gives anyway.
 *
 * @returns which weights are there now, where they could be written
 */
async function keepWeights(token: string, project: Project): Promise<{ savedTraining?: string | null }> {
  const { weights: given } = useDocument.getState();
  const preprocessing = preprocessingNow();
  // A training that goes on comes to others.
  const savedTraining = trainedTo(useRun.getState());
  const trained = await ask((engine) => engine.trained());
  if (!trained) return {};
  const isOwn = given !== null || trained.state !== null;
  const kept = await (isOwn && trained.weights.size > 0
    ? host.runs.write(token, WEIGHTS, writeModel({ project, weights: trained.weights, preprocessing }))
    : host.runs.remove(token, WEIGHTS));
  if (kept.ok) return { savedTraining };
  notifyProblems(kept.problems);
  return {};
}

/** The project and its weights in one file, which opens again as both. */
export async function saveModel(): Promise<void> {
  const weights = await currentWeights();
  if (!weights) return notifyProblems([problem('noWeights', {})]);
  const project = projectOf(useDocument.getState());
  const bytes = writeModel({ project, weights, preprocessing: preprocessingNow() });
  const name = `${safeName(project.name)}.safetensors`;
  const reply = await host.exportFile(name, kinds.model(), bytes);
  if (reply?.ok) notify('notice.exported', { name });
  else if (reply) notifyProblems(reply.problems);
}

/** A project's name as a file may be called. */
export function safeName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  return name.replace(/[<>:"/\\|?*\u0000-\u001f]+/g, '-').trim() || 'network';
}
