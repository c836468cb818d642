/** Opening: what comes from the disk into the app. */
import { isForeign, mainFile } from '../../core/exchange/import.ts';
import { beginsAsWeights } from '../../core/exchange/weightFiles.ts';
import { sniff } from '../../core/formats/sniff.ts';
import { firstText } from '../../core/formats/text.ts';
import { isError, type Result } from '../../core/problem.ts';
import { readProject } from '../../core/project/file.ts';
import { type ModelParts, readModel } from '../../core/project/model.ts';
import { EXTENSION, type Project } from '../../core/project/project.ts';
import { checkWeights, type Weights } from '../../core/train/weights.ts';
import { placed } from '../canvas/arrange.ts';
import { type Dropped, type DroppedFile, readDropped } from '../host/dropped.ts';
import { type FileKind, host, type Opened, type Recent } from '../host/index.ts';
import { translate } from '../i18n/index.ts';
import { useData } from '../store/data.ts';
import { contentOf, useDocument } from '../store/document.ts';
import { newProject } from '../store/newProject.ts';
import { notify, notifyProblems } from '../store/notice.ts';
import { validated } from '../store/problems.ts';
import { isBusy, useRun } from '../store/run.ts';
import { useView } from '../store/view.ts';
import { useWorkspace } from '../store/workspace.ts';
import { openCheckpoints } from './checkpoints.ts';
import { takeFile } from './data.ts';
import { dataExtensions, type GivenFile, giveDropped, giveFile } from './dataFiles.ts';
import { openHistory } from './history.ts';
import { importFiles } from './importing.ts';
import { settleUnsaved, stampOf, WEIGHTS } from './saving.ts';

const openable = (): FileKind => ({
  title: translate('command.open'),
  filterName: translate('file.openable'),
  extensions: ['gradwire', 'safetensors', 'onnx', ...dataExtensions],
});

/** Trained weights, and how they want their rows. */
export type CameWith = Pick<ModelParts, 'weights' | 'preprocessing'>;

/** Puts a project into the editor. */
export function show(
  project: Project,
  file: { token: string | null; name: string | null; stamp?: string | null },
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
    savedTraining: null,
    stamp: file.stamp ?? null,
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
  const reply = await host.open(openable());
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
  const [came, stamp] = await Promise.all([savedWeights(token), stampOf(token, text)]);
  const before = useWorkspace.getState();
  settleUnsaved(() => {
    const now = useWorkspace.getState();
    // The unsaved work itself has just gone into this file: what was read of it is old.
    if (before.token === token && now.token === token && now.stamp !== before.stamp) return openRecent({ token, name });
    show(result.value, { token, name, stamp }, came);
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
