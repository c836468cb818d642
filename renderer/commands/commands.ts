/** Every command of the app, in menu order. */

import { canvas } from '../canvas/api.ts';
import { hasMinimap } from '../canvas/minimap.ts';
import { pause, reset, stop, train } from '../engine/controller.ts';
import { host } from '../host/index.ts';
import type { Key } from '../i18n/index.ts';
import { translate } from '../i18n/index.ts';
import { type Action, redo, undo, useDocument } from '../store/document.ts';
import { isBusy, useRun } from '../store/run.ts';
import { type DockTab, useView } from '../store/view.ts';
import { showCatalogue } from './catalogue.ts';
import * as clipboard from './clipboard.ts';
import type { Command } from './command.ts';
import * as edit from './edit.ts';
import * as files from './files.ts';
import { importDialog } from './importing.ts';
import * as saving from './saving.ts';
import { tapeCommands } from './tape.ts';

const label = (key: Key) => () => ({ key });
const view = () => useView.getState();
const editing = () => view().screen === 'editor';
const hasBlocks = () => editing() && useDocument.getState().graph.blocks.length > 0;
const hasSelection = () => editing() && view().selection.length + view().selectedWires.length > 0;
const hasSelectedBlocks = () => editing() && view().selection.length > 0;
const history = () => useDocument.temporal.getState();

function named(
  key: 'command.undoNamed' | 'command.redoNamed',
  plain: 'command.undo' | 'command.redo',
  action: Action | undefined,
) {
  if (!action) return { key: plain as Key };
  const { detail } = action;
  const details = detail === undefined ? {} : { detail: typeof detail === 'string' ? detail : detail[view().language] };
  return { key: key as Key, details: { action: translate(`action.${action.key}`, details) } };
}

const fileCommands: readonly Command[] = [
  { id: 'new', menu: 'file', label: label('command.new'), shortcut: 'Mod+Alt+N', run: files.createProject },
  {
    id: 'newWindow',
    menu: 'file',
    label: label('command.newWindow'),
    shortcut: 'Mod+Shift+N',
    run: () => host.newWindow(),
  },
  { id: 'open', menu: 'file', label: label('command.open'), shortcut: 'Mod+O', inFields: true, run: files.openDialog },
  { id: 'catalogue', menu: 'file', label: label('catalogue.open'), run: showCatalogue },
  { id: 'start', menu: 'file', label: label('command.start'), enabled: editing, run: files.showStartPage },
  {
    id: 'save',
    menu: 'file',
    section: true,
    label: label('command.save'),
    shortcut: 'Mod+S',
    inFields: true,
    enabled: editing,
    run: async () => void (await saving.save('inPlace')),
  },
  {
    id: 'saveAs',
    menu: 'file',
    label: label('command.saveAs'),
    shortcut: 'Mod+Shift+S',
    inFields: true,
    enabled: editing,
    run: async () => void (await saving.save('elsewhere')),
  },
  { id: 'saveModel', menu: 'file', label: label('command.saveModel'), enabled: hasBlocks, run: saving.saveModel },
  { id: 'import', menu: 'file', section: true, label: label('command.import'), run: importDialog },
  {
    id: 'export',
    menu: 'file',
    label: label('command.export'),
    shortcut: 'Mod+E',
    enabled: hasBlocks,
    run: () => view().set({ dialog: 'export' }),
  },
];

const editCommands: readonly Command[] = [
  {
    id: 'undo',
    menu: 'edit',
    label: () =>
      named(
        'command.undoNamed',
        'command.undo',
        history().pastStates.length > 0 ? useDocument.getState().action : undefined,
      ),
    shortcut: 'Mod+Z',
    enabled: () => editing() && history().pastStates.length > 0,
    run: undo,
  },
  {
    id: 'redo',
    menu: 'edit',
    label: () => {
      const { futureStates } = history();
      return named('command.redoNamed', 'command.redo', futureStates[futureStates.length - 1]?.action);
    },
    shortcut: 'Mod+Shift+Z, Mod+Y',
    enabled: () => editing() && history().futureStates.length > 0,
    run: redo,
  },
  {
    id: 'cut',
    menu: 'edit',
    section: true,
    label: label('command.cut'),
    enabled: hasSelectedBlocks,
    run: clipboard.cut,
  },
  {
    id: 'copy',
    menu: 'edit',
    label: label('command.copy'),
    enabled: hasSelectedBlocks,
    run: () => void clipboard.copy(),
  },
  { id: 'paste', menu: 'edit', label: label('command.paste'), enabled: editing, run: () => clipboard.paste() },
  {
    id: 'duplicate',
    menu: 'edit',
    label: label('command.duplicate'),
    shortcut: 'Mod+D',
    enabled: hasSelectedBlocks,
    run: clipboard.duplicate,
  },
  {
    id: 'delete',
    menu: 'edit',
    section: true,
    label: label('command.delete'),
    shortcut: 'Delete',
    enabled: hasSelection,
    run: () => clipboard.removeSelection('remove', false),
  },
  {
    id: 'deleteHeal',
    menu: 'edit',
    label: label('command.deleteHeal'),
    shortcut: 'Backspace',
    enabled: hasSelection,
    run: () => clipboard.removeSelection('remove', true),
  },
  {
    id: 'selectAll',
    menu: 'edit',
    section: true,
    label: label('command.selectAll'),
    shortcut: 'Mod+A',
    enabled: hasBlocks,
    run: () => {
      const { blocks, notes = [] } = useDocument.getState().graph;
      view().select([...blocks, ...notes].map(({ id }) => id));
    },
  },
  {
    id: 'deselect',
    menu: 'edit',
    label: label('command.deselect'),
    shortcut: 'Escape',
    enabled: hasSelection,
    run: () => view().select([]),
  },
  {
    id: 'rename',
    menu: 'edit',
    label: label('command.rename'),
    shortcut: 'F2',
    enabled: () => editing() && view().selection.length === 1,
    run: () => {
      view().set({ inspectorOpen: true });
      requestAnimationFrame(() => document.querySelector<HTMLInputElement>('[data-rename]')?.select());
    },
  },
  {
    id: 'wire',
    menu: 'edit',
    label: label('command.wire'),
    shortcut: 'W',
    enabled: () => editing() && view().selection.length === 1,
    run: () => view().set({ dialog: 'wire' }),
  },
  {
    id: 'stack',
    menu: 'edit',
    section: true,
    label: label('command.stack'),
    enabled: editing,
    run: () => view().set({ dialog: 'stack' }),
  },
  {
    id: 'comment',
    menu: 'edit',
    label: label('command.comment'),
    shortcut: 'Shift+C',
    enabled: editing,
    run: () => edit.addNote('comment'),
  },
  {
    id: 'frame',
    menu: 'edit',
    label: label('command.frame'),
    shortcut: 'Mod+G',
    enabled: editing,
    run: () => edit.addNote('frame'),
  },
  {
    id: 'arrange',
    menu: 'edit',
    label: label('command.arrange'),
    shortcut: 'Shift+A',
    enabled: hasBlocks,
    run: edit.arrange,
  },
];

const dock = (tab: DockTab, key: Key, shortcut: string): Command => ({
  id: `show-${tab}`,
  menu: 'view',
  label: label(key),
  shortcut,
  enabled: editing,
  run: () => view().set({ dockTab: tab, dockOpen: true }),
});

const viewCommands: readonly Command[] = [
  {
    id: 'fit',
    menu: 'view',
    label: label('command.fit'),
    shortcut: 'F',
    enabled: hasBlocks,
    run: () => canvas()?.fit(),
  },
  {
    id: 'zoomSelection',
    menu: 'view',
    label: label('command.zoomSelection'),
    shortcut: '.',
    enabled: hasSelectedBlocks,
    run: () => canvas()?.zoomTo(view().selection),
  },
  {
    id: 'zoomIn',
    menu: 'view',
    label: label('command.zoomIn'),
    shortcut: 'Mod+=, Mod++',
    enabled: editing,
    run: () => canvas()?.zoomIn(),
  },
  {
    id: 'zoomOut',
    menu: 'view',
    label: label('command.zoomOut'),
    shortcut: 'Mod+-',
    enabled: editing,
    run: () => canvas()?.zoomOut(),
  },
  {
    id: 'snap',
    menu: 'view',
    label: label('command.snap'),
    checked: () => view().snap,
    run: () => view().set({ snap: !view().snap }),
  },
  {
    id: 'minimap',
    menu: 'view',
    label: label('command.minimap'),
    checked: () => hasMinimap(),
    run: () => view().set({ minimap: !hasMinimap() }),
  },
  {
    id: 'livePictures',
    menu: 'view',
    label: label('command.livePictures'),
    checked: () => view().livePictures,
    run: () => view().set({ livePictures: !view().livePictures }),
  },
  {
    id: 'liveFlow',
    menu: 'view',
    label: label('command.liveFlow'),
    checked: () => view().liveFlow,
    run: () => view().set({ liveFlow: !view().liveFlow }),
  },
  {
    id: 'togglePalette',
    menu: 'view',
    section: true,
    label: label('command.togglePalette'),
    shortcut: 'Mod+1',
    checked: () => view().paletteOpen,
    run: () => view().set({ paletteOpen: !view().paletteOpen }),
  },
  {
    id: 'toggleInspector',
    menu: 'view',
    label: label('command.toggleInspector'),
    shortcut: 'Mod+2',
    checked: () => view().inspectorOpen,
    run: () => view().set({ inspectorOpen: !view().inspectorOpen }),
  },
  {
    id: 'toggleDock',
    menu: 'view',
    label: label('command.toggleDock'),
    shortcut: 'Mod+3',
    checked: () => view().dockOpen,
    run: () => view().set({ dockOpen: !view().dockOpen }),
  },
  { ...dock('train', 'command.showTrain', 'Alt+1'), section: true },
  dock('step', 'command.showStep', 'Alt+2'),
  dock('data', 'command.showData', 'Alt+3'),
  dock('runs', 'command.showRuns', 'Alt+4'),
  dock('kernels', 'command.showKernels', 'Alt+5'),
  dock('problems', 'command.showProblems', 'Alt+6'),
  {
    id: 'themeLight',
    menu: 'view',
    section: true,
    label: label('command.themeLight'),
    checked: () => view().theme === 'light',
    run: () => view().set({ theme: 'light' }),
  },
  {
    id: 'themeDark',
    menu: 'view',
    label: label('command.themeDark'),
    checked: () => view().theme === 'dark',
    run: () => view().set({ theme: 'dark' }),
  },
  {
    id: 'themeSystem',
    menu: 'view',
    label: label('command.themeSystem'),
    checked: () => view().theme === 'system',
    run: () => view().set({ theme: 'system' }),
  },
  {
    id: 'languageEn',
    menu: 'view',
    section: true,
    label: label('command.languageEn'),
    checked: () => view().language === 'en',
    run: () => view().set({ language: 'en' }),
  },
  {
    id: 'languageJa',
    menu: 'view',
    label: label('command.languageJa'),
    checked: () => view().language === 'ja',
    run: () => view().set({ language: 'ja' }),
  },
];

const run = () => useRun.getState();
const idle = () => hasBlocks() && !isBusy(run());

const runCommands: readonly Command[] = [
  {
    id: 'train',
    menu: 'run',
    label: () => ({ key: run().phase.kind === 'paused' ? 'command.resume' : 'command.train' }),
    shortcut: 'Mod+Enter',
    inFields: true,
    enabled: idle,
    run: () => train('end'),
  },
  {
    id: 'pause',
    menu: 'run',
    label: label('command.pause'),
    shortcut: 'Mod+Alt+Enter',
    inFields: true,
    enabled: () => isBusy(run()),
    run: pause,
  },
  {
    id: 'oneEpoch',
    menu: 'run',
    label: label('command.oneEpoch'),
    shortcut: 'Shift+E',
    enabled: idle,
    run: () => train('epoch'),
  },
  {
    id: 'oneStep',
    menu: 'run',
    label: label('command.oneStep'),
    shortcut: 'Shift+S',
    enabled: idle,
    run: () => train(1),
  },
  {
    id: 'stop',
    menu: 'run',
    label: label('command.stop'),
    enabled: () => isBusy(run()) || run().phase.kind === 'paused',
    run: stop,
  },
  {
    id: 'reset',
    menu: 'run',
    label: label('command.reset'),
    shortcut: 'Shift+R',
    enabled: () => editing() && (isBusy(run()) || run().origin !== null),
    run: reset,
  },
];

const helpCommands: readonly Command[] = [
  {
    id: 'palette',
    menu: 'help',
    label: label('command.palette'),
    shortcut: 'Mod+K, Mod+Shift+P',
    inFields: true,
    run: () => view().set({ dialog: 'palette' }),
  },
  {
    id: 'shortcuts',
    menu: 'help',
    label: label('command.shortcuts'),
    shortcut: '?',
    run: () => view().set({ dialog: 'shortcuts' }),
  },
  { id: 'about', menu: 'help', label: label('command.about'), run: () => view().set({ dialog: 'about' }) },
];

export const commands: readonly Command[] = [
  ...fileCommands,
  ...editCommands,
  ...viewCommands,
  ...runCommands,
  ...tapeCommands,
  ...helpCommands,
];

export function commandOf(id: string): Command {
  const found = commands.find((command) => command.id === id);
  if (!found) throw new Error(`there is no command '${id}'`);
  return found;
}
