/** Recovery drafts: unsaved work, kept apart from the files, for the case that a crash ends the window. */
import { readProject, writeProject } from '../../core/project/file.ts';
import { type HostDraft, host } from '../host/index.ts';
import { projectOf, useDocument } from '../store/document.ts';
import { notifyProblems } from '../store/notice.ts';
import { isDirty, useWorkspace } from '../store/workspace.ts';
import { savedWeights, show } from './files.ts';

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
  const { saved, draftId, token, fileName } = useWorkspace.getState();
  const document = useDocument.getState();
  if (!isDirty(document, saved)) return host.drafts.remove(draftId);
  const text = writeProject(projectOf(document));
  await host.drafts.write({ id: draftId, name: fileName ?? document.name, token, text });
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
  const result = readProject(text, name);
  if (!result.ok) return notifyProblems(result.problems);
  // The next time it is saved, its weights go where these are.
  const came = token === null ? null : await savedWeights(token);
  show(result.value, { token, name: token === null ? null : name }, came);
  // It differs from the file, if there is one: it is unsaved work still.
  useWorkspace.setState({ draftId: id, saved: null });
}
