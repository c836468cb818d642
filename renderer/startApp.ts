/** What begins before the first frame: the language, the address, the keyboard, the engine. */

import { startCheckpoints } from './commands/checkpoints.ts';
import { listenForClipboard } from './commands/clipboard.ts';
import { execute } from './commands/command.ts';
import { commandOf, commands } from './commands/commands.ts';
import { startDrafts } from './commands/drafts.ts';
import { isExample, openExample } from './commands/examples.ts';
import { openDropped, openFile, show } from './commands/files.ts';
import { historyIsWritten, startHistory } from './commands/history.ts';
import { showNativeMenu } from './commands/nativeMenu.ts';
import { settleUnsaved } from './commands/saving.ts';
import { listenForShortcuts } from './commands/shortcuts.ts';
import { startController } from './engine/controller.ts';
import { droppedFiles } from './host/dropped.ts';
import { host } from './host/index.ts';
import { startTranslation, translate } from './i18n/index.ts';
import { startTheme } from './parts/theme.ts';
import { followDocument } from './stepper/controller.ts';
import { useDocument } from './store/document.ts';
import { newProject } from './store/newProject.ts';
import { useRun } from './store/run.ts';
import { useView } from './store/view.ts';
import { isDirty, useWorkspace } from './store/workspace.ts';

export function startApp(): void {
  const address = new URLSearchParams(window.location.search);
  const { lang, theme } = Object.fromEntries(address);
  if (lang === 'en' || lang === 'ja') useView.setState({ language: lang });
  if (theme === 'light' || theme === 'dark') useView.setState({ theme });
  startTheme();
  startTranslation();
  startController();
  followDocument();
  startDrafts();
  startHistory();
  startCheckpoints();
  listenForShortcuts(commands);
  listenForClipboard();
  listenForDrops();
  showWindowState();
  showNativeMenu();
  host.onCommand((id) => execute(commandOf(id)));
  host.onFile(openFile);
  host.onCloseRequested(() => settleUnsaved(() => void close()));
  const example = address.get('example');
  if (isExample(example)) openExample(example);
  else if (address.has('new')) show({ ...newProject(), name: translate('app.untitled') }, { token: null, name: null });
}

/** What trains is noted among the runs before the window goes. */
async function close(): Promise<void> {
  useRun.getState().send({ kind: 'finish', reason: 'stopped' });
  await historyIsWritten();
  host.closeWindow();
}

/** The title says which project it is and whether it is saved; the host asks before unsaved work is closed. */
function showWindowState(): void {
  let told: { title: string; dirty: boolean } | null = null;
  const tell = () => {
    const isEditor = useView.getState().screen === 'editor';
    const dirty = isEditor && isDirty();
    const name = isEditor ? `${dirty ? '● ' : ''}${useDocument.getState().name} – ` : '';
    const title = `${name}${translate('app.name')}`;
    if (told?.title === title && told.dirty === dirty) return;
    told = { title, dirty };
    host.setWindow(title, dirty);
  };
  tell();
  for (const store of [useDocument, useWorkspace, useView, useRun]) store.subscribe(tell);
}

/** What is dropped anywhere on the window is opened: a file, or a model in several files or a folder. */
function listenForDrops(): void {
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  window.addEventListener('dragover', (event) => {
    if (hasFiles(event)) event.preventDefault();
  });
  window.addEventListener('drop', (event) => {
    if (!event.dataTransfer || !hasFiles(event)) return;
    event.preventDefault();
    void droppedFiles(event.dataTransfer, host.dropped).then(openDropped);
  });
}
