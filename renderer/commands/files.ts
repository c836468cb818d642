/** Opening and saving: what happens to a project between the app and the disk. */
import { isForeign, mainFile } from '../../core/exchange/import.ts';
import { beginsAsWeights } from '../../core/exchange/weightFiles.ts';
import { sniff } from '../../core/formats/sniff.ts';
import { firstText } from '../../core/formats/text.ts';
import { isError, problem, type Result } from '../../core/problem.ts';
import { readProject, writeProject } from '../../core/project/file.ts';
import { type ModelParts, readModel, writeModel } from '../../core/project/model.ts';
import { EXTENSION, type Project } from '../../core/project/project.ts';
import { checkWeights, type Weights } from '../../core/train/weights.ts';
import { placed } from '../canvas/arrange.ts';
import { currentWeights } from '../engine/controller.ts';
import { ask } from '../engine/turns.ts';
import { type Dropped, type DroppedFile, readDropped } from '../host/dropped.ts';
import { withoutPlace } from '../host/host.ts';
import { type FileKind, host, type Opened, type Recent } from '../host/index.ts';
import { translate } from '../i18n/index.ts';
import { useData } from '../store/data.ts';
import { contentOf, type DocumentContent, projectOf, renameData, useDocument } from '../store/document.ts';
import { newProject } from '../store/newProject.ts';
import { notify, notifyProblems } from '../store/notice.ts';
import { validated } from '../store/problems.ts';
import { movedData } from '../store/revision.ts';
import { isBusy, useRun } from '../store/run.ts';
import { useView } from '../store/view.ts';
import { isDirty, preprocessingNow, useWorkspace } from '../store/workspace.ts';
import { keepCheckpoints, openCheckpoints } from './checkpoints.ts';
import { takeFile } from './data.ts';
import { dataExtensions, type GivenFile, giveDropped, giveFile } from './dataFiles.ts';
import { keepHistory, openHistory } from './history.ts';
import { importFiles } from './importing.ts';

const WEIGHTS = 'weights.safetensors';

const kinds = {
  open: (): FileKind => ({
    title: translate('command.open'),
    filterName: translate('file.openable'),
    extensions: ['gradwire', 'safetensors', 'onnx', ...dataExtensions],
  }),
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
  if (!isDirty(useDocument.getState(), useWorkspace.getState().saved)) {
    next();
    return;
  }
  useWorkspace.setState({ afterSettling: next });
  useView.getState().set({ dialog: 'unsaved' });
}

/** Trained weights, and how they want their rows. */
export type CameWith = Pick<ModelParts, 'weights' | 'preprocessing'>;

/** Puts a project into the editor. */
export function show(
  project: Project,
  file: { token: string | null; name: string | null },
  came: CameWith | null = null,
): void {
  const content = contentOf({ ...project, graph: placed(project.graph) }, came?.weights ?? null);
  const { phase, send } = useRun.getState();
  // It belongs to the runs of the project that it was begun in.
  if (isBusy({ phase })) send({ kind: 'finish', reason: 'stopped' });
  send({ kind: 'reset' });
  useDocument.getState().load(content);
  useWorkspace.setState({
    token: file.token,
    fileName: file.name,
    saved: content,
    preprocessing: came?.preprocessing ?? null,
    runs: [],
    shownRuns: [],
    draftId: crypto.randomUUID(),
  });
  useView.getState().set({ screen: 'editor', selection: [], selectedWires: [], dockTab: 'train', dialog: null });
  openCheckpoints(file.token);
  if (file.token !== null) void openHistory(file.token);
}

export function createProject(): void {
  settleUnsaved(() => show({ ...newProject(), name: translate('app.untitled') }, { token: null, name: null }));
}

export function showStartPage(): void {
  settleUnsaved(() => {
    // What was open has been settled: it shall not be asked about again.
    show({ ...newProject(), name: translate('app.untitled') }, { token: null, name: null });
    useView.getState().set({ screen: 'start' });
  });
}

export async function openDialog(): Promise<void> {
  const reply = await host.open(kinds.open());
  if (reply) openFile(reply);
}

export async function openRecent(recent: Recent): Promise<void> {
  openFile(await host.reopen(recent));
}

export function openFile(reply: Result<Opened>): void {
  if (!reply.ok) notifyProblems(reply.problems);
  else void openBytes(reply.value);
}

/**
 * Opens whatever a file holds: a project, a model, bare weights for the present network, or data for it. Unsaved work is
 * asked about where another project takes its place.
 */
export async function openBytes(file: Opened): Promise<void> {
  const { token, name, bytes } = file;
  const format = sniff(bytes, name);
  const head = format === 'text' ? firstText(bytes, HEAD) : '';
  if (format === 'safetensors' || isForeign(bytes, name) || beginsAsWeights(head)) return importFiles([file]);
  const isProject = name.endsWith(EXTENSION) || isJson(head);
  if (isProject) return openProject(token, name, new TextDecoder().decode(bytes));
  await takeData(file);
}

/** Opens files that were handed over together: a model with the files that it names, else the first of them. */
async function openAll(files: readonly Opened[]): Promise<void> {
  const main = mainFile(files);
  if (main && isForeign(main.bytes, main.name)) importFiles(files);
  else if (main) await openBytes(main);
}

async function openProject(token: string, name: string, text: string): Promise<void> {
  const result = readProject(text, name);
  if (!result.ok) return notifyProblems(result.problems);
  const came = await savedWeights(token);
  settleUnsaved(() => {
    show(result.value, { token, name }, came);
    notify('notice.opened', { name });
  });
}

/** The weights that were kept beside a project when it was saved; null where there are none that can be read. */
export async function savedWeights(token: string): Promise<CameWith | null> {
  const found = await host.runs.read(token, WEIGHTS);
  if (!found.ok) return null;
  const model = readModel(found.value, WEIGHTS);
  if (!model.ok) notifyProblems(model.problems);
  return model.ok ? model.value : null;
}

/** Weights without a project belong to the network that is open. @returns whether they fit */
export function takeWeights(weights: Weights): boolean {
  const { graph, edit } = useDocument.getState();
  const network = validated(graph, useData.getState().summary?.facts);
  if (!network.ok) {
    notifyProblems(network.problems);
    return false;
  }
  const problems = checkWeights(network.value, weights);
  if (problems.length > 0) notifyProblems(problems);
  if (problems.some(isError)) return false;
  edit({ key: 'loadWeights' }, { weights });
  return true;
}

/** Opens what was dropped on the window. Data that are told by their name are not read before they are looked into. */
export async function openDropped(dropped: Dropped): Promise<void> {
  const [first, ...others] = dropped.kind === 'files' ? dropped.files : [];
  const isData = first && others.length === 0 && (await isTable(first));
  if (dropped.kind === 'pictures' || isData) await takeGiven(() => giveDropped(dropped));
  else await openAll(await readDropped(dropped.files));
}

async function isTable({ name, bytes }: DroppedFile): Promise<boolean> {
  if (!/\.(csv|tsv|txt|vec)(\.gz)?$/i.test(name)) return false;
  const head = firstText(new Uint8Array(await bytes.slice(0, HEAD).arrayBuffer()), HEAD);
  return !isJson(head) && !beginsAsWeights(head);
}

/** As many bytes as tell a project, or weights, from a table, which may be too large to be made a text. */
const HEAD = 1024;

function isJson(head: string): boolean {
  return head.trimStart().startsWith('{');
}

async function takeData(file: Opened): Promise<void> {
  await takeGiven(() => giveFile(file));
}

async function takeGiven(give: () => Promise<GivenFile | null>): Promise<void> {
  // What takes its time is waited for where its progress is shown.
  const stop = useData.subscribe(({ looking }) => looking && showData());
  const given = await give().finally(stop);
  if (!given) return;
  takeFile(given.path, given.contents);
  showData();
}

function showData(): void {
  useView.getState().set({ screen: 'editor', dockTab: 'data', dockOpen: true });
}

export async function save(ask: boolean): Promise<boolean> {
  const { token, draftId } = useWorkspace.getState();
  const document = useDocument.getState();
  const suggestedName = `${safeName(document.name)}${EXTENSION}`;
  const write = (at: typeof token, content: DocumentContent, ask: boolean) =>
    host.save({ token: at, ask, suggestedName, kind: kinds.project(), bytes: bytesOf(content) });
  let reply = await write(token, document, ask || token === null);
  const place = reply?.ok ? reply.value.token : token;
  const moved = movedDocument(document, token, place);
  // Where a project lies, and so what it calls its data, is known when it has been written.
  if (reply?.ok && moved.data !== document.data) reply = await write(place, moved, false);
  if (!reply) return false;
  if (!reply.ok) {
    notifyProblems(reply.problems);
    return false;
  }
  const saved = reply.value;
  // While a place was chosen the system may have handed over another project, which took this one's place.
  const isOpen = useWorkspace.getState().draftId === draftId;
  if (isOpen) {
    useWorkspace.setState({ token: saved.token, fileName: saved.name, saved: moved });
    if (moved.data !== document.data) {
      renameData((data) => (data === document.data && moved.data ? moved.data : movedData(data, token, place)));
    }
  }
  await host.drafts.remove(draftId);
  if (isOpen) {
    await keepWeights(saved.token, projectOf(moved));
    await keepHistory(saved.token, token === null || withoutPlace(saved.token) !== withoutPlace(token));
    void keepCheckpoints();
  }
  notify('notice.saved', { name: saved.name });
  return true;
}

function bytesOf(content: DocumentContent): Uint8Array {
  return new TextEncoder().encode(writeProject(projectOf(content)));
}

/** The same document as its project at another place has it; itself where that changes nothing. */
function movedDocument(document: DocumentContent, from: string | null, to: string | null): DocumentContent {
  if (!document.data || from === to) return document;
  const data = movedData(document.data, from, to);
  return JSON.stringify(data) === JSON.stringify(document.data) ? document : { ...document, data };
}

/** The current weights go into the folder beside the project, unless they are those that its seed gives anyway. */
async function keepWeights(token: string, project: Project): Promise<void> {
  const { weights: given } = useDocument.getState();
  const trained = await ask((engine) => engine.trained());
  if (!trained) return;
  const isOwn = given !== null || trained.state !== null;
  const preprocessing = preprocessingNow();
  const kept = await (isOwn && trained.weights.size > 0
    ? host.runs.write(token, WEIGHTS, writeModel({ project, weights: trained.weights, preprocessing }))
    : host.runs.remove(token, WEIGHTS));
  if (!kept.ok) notifyProblems(kept.problems);
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
