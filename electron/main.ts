/** The main process, in the order in which it starts. */
import path from 'node:path';
import { app } from 'electron';
import { V8_FLAGS } from '../core/runtime/webasm/wideVectors.ts';
import { filesIn } from './arguments.ts';
import { DataSets } from './dataSets.ts';
import { Dialogs } from './dialogs.ts';
import { Documents } from './documents.ts';
import { Drafts } from './drafts.ts';
import { Grants } from './grants.ts';
import { guardPages } from './guards.ts';
import { handlersFor, type Services } from './handlers.ts';
import { answerRequests } from './ipc.ts';
import { Placement } from './placement.ts';
import { Recent } from './recent.ts';
import { Runs } from './runs.ts';
import { registerScheme, serveScheme } from './scheme.ts';
import { textsFor } from './texts.ts';
import { Windows } from './windows.ts';

app.enableSandbox();
// Chromium keeps WebGPU back on Linux; the engine tries it against the other backends before it relies on it.
if (process.platform === 'linux') app.commandLine.appendSwitch('enable-unsafe-webgpu');
// V8 is to join vectors to wider ones, by whichever name it knows the flag; Chromium splits at the comma. A training tries out
// whether that pays before it relies on it.
app.commandLine.appendSwitch('js-flags', V8_FLAGS.join(','));
registerScheme();

// One process for all windows: a second start hands its files to the first and ends.
if (app.requestSingleInstanceLock()) start();
else app.quit();

function start(): void {
  const firstFiles = [...filesIn(process.argv, process.cwd())];
  let services: Services | null = null;
  const open = (files: readonly string[]) => {
    if (!services) return void firstFiles.push(...files);
    services.windows.current()?.show();
    void openFiles(services, files);
  };

  app.on('second-instance', (_event, argv, folder) => open(filesIn(argv, folder)));
  app.on('open-file', (event, file) => {
    event.preventDefault();
    open([file]);
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', () => {
    if (services && !services.windows.current()) services.windows.open();
  });

  // Not a top-level `await`: Electron is not ready before this module has run to its end.
  void app.whenReady().then(async () => {
    serveScheme(rendererFolder());
    guardPages();
    services = await prepare();
    answerRequests(handlersFor(services), services.windows);
    services.windows.open();
    await openFiles(services, firstFiles);
  });
}

/** Where the built interface is; a test may put another in its place, but not in what is shipped. */
function rendererFolder(): string {
  const replaced = app.isPackaged ? undefined : process.env.GRADWIRE_RENDERER;
  return replaced ?? path.join(import.meta.dirname, '../renderer');
}

/** Reads what was remembered from the last start. */
async function prepare(): Promise<Services> {
  const remembered = (name: string) => path.join(app.getPath('userData'), name);
  const texts = textsFor(app.getLocale());
  const grants = new Grants();
  const drafts = new Drafts(remembered('drafts'));
  const recent = await Recent.load(remembered('recent.json'));
  for (const file of recent.list()) grants.allow(file.path, 'write');
  for (const { path: file } of await drafts.list()) if (file !== null) grants.allow(file, 'write');

  const used = async (file: string) => {
    app.addRecentDocument(file);
    await recent.add(file);
  };
  const query = app.isPackaged ? '' : (process.env.GRADWIRE_QUERY ?? '');
  return {
    grants,
    documents: new Documents({ grants, dialogs: new Dialogs(texts), used }),
    runs: new Runs(grants),
    drafts,
    recent,
    dataSets: new DataSets(),
    windows: new Windows(await Placement.load(remembered('windows.json')), texts, query),
  };
}

/** The first file goes to the window in front, whose page asks about unsaved work; the others get windows of their own. */
async function openFiles({ windows, documents }: Services, files: readonly string[]): Promise<void> {
  const [first, ...others] = files;
  const front = windows.current() ?? windows.open();
  if (first !== undefined) front.send('file:opened', await documents.handedOver(first));
  for (const file of others) windows.open().send('file:opened', await documents.handedOver(file));
}
