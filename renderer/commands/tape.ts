import * as stepper from '../stepper/controller.ts';
import { useTape } from '../store/tape.ts';
import { useView } from '../store/view.ts';
import type { Command } from './command.ts';

const editing = () => useView.getState().screen === 'editor';
const recordable = () => editing() && stepper.canRecord();
const recorded = () => editing() && useTape.getState().info !== null;
const atEnd = () => {
  const { info, position } = useTape.getState();
  return info !== null && position === info.steps.length - 1;
};

/** What moves through the tape. */
export const tapeCommands: readonly Command[] = [
  {
    id: 'tapeStart',
    menu: 'run',
    section: true,
    label: () => ({ key: 'command.tapeStart' }),
    shortcut: 'Home',
    enabled: () => recordable() || recorded(),
    run: stepper.start,
  },
  {
    id: 'tapePrev',
    menu: 'run',
    label: () => ({ key: 'command.tapePrev' }),
    shortcut: '[, Shift+Mod+ArrowLeft',
    enabled: () => recorded() && (useTape.getState().position ?? 0) > 0,
    run: stepper.previous,
  },
  {
    id: 'tapeNext',
    menu: 'run',
    label: () => ({ key: 'command.tapeNext' }),
    shortcut: '], Shift+ ',
    enabled: () => (recordable() || recorded()) && !atEnd(),
    run: stepper.next,
  },
  {
    id: 'tapePlay',
    menu: 'run',
    label: () => ({ key: 'command.tapePlay' }),
    shortcut: 'Shift+Enter',
    enabled: () => recordable() || recorded(),
    checked: () => useTape.getState().playing,
    run: stepper.togglePlay,
  },
  {
    id: 'tapePhase',
    menu: 'run',
    label: () => ({ key: 'command.tapePhase' }),
    shortcut: '}',
    enabled: () => (recordable() || recorded()) && !atEnd(),
    run: stepper.finishPhase,
  },
  {
    id: 'tapeEnd',
    menu: 'run',
    label: () => ({ key: 'command.tapeEnd' }),
    shortcut: 'End',
    enabled: () => recordable() || recorded(),
    run: stepper.end,
  },
  {
    id: 'applyUpdate',
    menu: 'run',
    label: () => ({ key: 'command.applyUpdate' }),
    enabled: () => recorded() && !stepper.isStale(useTape.getState().origin),
    run: stepper.applyUpdate,
  },
];
