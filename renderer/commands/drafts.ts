/** Recovery drafts: unsaved work, kept apart from the files, for the case that a crash ends the window. */
import { fromBase64, toBase64 } from '../../core/exchange/base64.ts';
import { collect, ProblemError, problem, type Result, unwrap } from '../../core/problem.ts';
import { readProject, writeProject } from '../../core/project/file.ts';
import { countParameters, readModel, writeModel } from '../../core/project/model.ts';
import type { Project } from '../../core/project/project.ts';
import { reasonOf } from '../host/host.ts';
import { type HostDraft, host } from '../host/index.ts';
import { contentOf, type DocumentContent, projectOf, useDocument } from '../store/document.ts';
import { newProject } from '../store/newProject.ts';
import { notifyProblems } from '../store/notice.ts';
import { isEdited, preprocessingNow, useWorkspace } from '../store/workspace.ts';
import { type CameWith, savedWeights, show } from './files.ts';

/** Milliseconds after the last of several changes. */
const DRAFT_PAUSE = 1500;

/** Keeps a draft of unsaved work a moment after every change. */
export function startDrafts(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  useDocument.subscribe((now, before) => {
    if (now === before) return;
    clearTimeout(timer);
    timer = setTimeout(() => void writeDraft(), DRAFT_PAUSE);
  });
  let release = hold(useWorkspace.getState().draftId);
  useWorkspace.subscribe(({ draftId }, before) => {
    if (draftId === before.draftId) return;
    release();
    release = hold(draftId);
  });
}

async function writeDraft(): Promise<void> {
  const { saved, draftId, token, fileName, stamp } = useWorkspace.getState();
  const document = useDocument.getState();
  if (!isEdited(document, saved)) return host.drafts.remove(draftId);
  const text = `${stamp === null ? '' : `${STAMP}${stamp}\n`}${textOf(document)}`;
  const name = fileName ?? document.name;
  try {
    await host.drafts.write({ id: draftId, name, token, text });
    isToldOf = false;
  } catch (error) {
    // Once, and not after each change.
    if (!isToldOf) notifyProblems([problem('fileUnwritable', { file: name, reason: reasonOf(error) })]);
    isToldOf = true;
  }
}

/** Whether it was told that drafts cannot be written. */
let isToldOf = false;

/** Weights of more numbers than this are left out of drafts, which are written after every change. */
const MOST_WEIGHTS = 5_000_000;

/** Before what a draft holds of a model file, in base64; else it is a project's text. */
const MODEL = 'model:';

/** Before what a draft holds of how its project's file looked, on a line of its own. */
const STAMP = 'stamp:';

/** The project as a file; with weights of its own, as a model file. */
function textOf(document: DocumentContent): string {
  const project = projectOf(document);
  const { weights } = document;
  if (weights === null || countParameters(weights) > MOST_WEIGHTS) return writeProject(project);
  return MODEL + toBase64(writeModel({ project, weights, preprocessing: preprocessingNow() }));
}

interface Drafted {
  readonly project: Project;
  readonly came: CameWith | null;
  readonly stamp: string | null;
}

/** What a draft holds: without weights of its own it may still have those that lie beside its file. */
function readDraft(draft: string, name: string): Result<Drafted> {
  return collect(() => {
    const end = draft.startsWith(STAMP) ? draft.indexOf('\n') : -1;
    const stamp = end < 0 ? null : draft.slice(STAMP.length, end);
    const text = draft.slice(end + 1);
    if (!text.startsWith(MODEL)) return { project: unwrap(readProject(text, name)), came: null, stamp };
    const model = unwrap(readModel(fromBase64(text.slice(MODEL.length)), name));
    if (!model.project) throw new ProblemError(problem('noProject', { file: name }));
    return { project: model.project, came: model, stamp };
  });
}

/** Holds the lock by which other windows know that a draft's work is open in this one. @returns what lets it go */
function hold(id: string): () => void {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  void navigator.locks.request(lockOf(id), () => held);
  return release;
}

const lockOf = (id: string) => `gradwire-draft-${id}`;

/** The drafts of work that is open in no window, the newest first. */
export async function leftDrafts(): Promise<readonly HostDraft[]> {
  const drafts = await host.drafts.list();
  const { held = [] } = await navigator.locks.query();
  const names = new Set(held.map(({ name }) => name));
  return drafts.filter(({ id }) => !names.has(lockOf(id)));
}

/** Brings unsaved work back that a crash left behind. */
export async function restoreDraft({ id, token, name, text }: Omit<HostDraft, 'savedAt'>): Promise<void> {
  const result = readDraft(text, name);
  if (!result.ok) return notifyProblems(result.problems);
  // The next time it is saved, its weights go where those of its file are.
  const came = result.value.came ?? (token === null ? null : await savedWeights(token));
  const { project, stamp } = result.value;
  show(project, { token, name: token === null ? null : name, stamp }, came);
  // It differs from the file, if there is one, and from nothing at all: it is unsaved work still.
  useWorkspace.setState({ draftId: id, saved: contentOf(newProject()) });
}
