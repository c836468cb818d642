import {
  ChevronDown,
  Download,
  Languages,
  Moon,
  Pause,
  Play,
  Redo2,
  RotateCcw,
  SkipForward,
  Square,
  StepForward,
  Sun,
  SunMoon,
  Undo2,
} from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { MenuName } from '../commands/command.ts';
import { commandOf } from '../commands/commands.ts';
import { renameProject } from '../commands/edit.ts';
import { useT } from '../i18n/index.ts';
import { CommandButton } from '../parts/CommandButton.tsx';
import { Tooltip } from '../parts/Tooltip.tsx';
import { TapeControls } from '../stepper/TapeControls.tsx';
import { useDocument } from '../store/document.ts';
import { isBusy, useRun } from '../store/run.ts';
import { useView } from '../store/view.ts';
import { useDirty } from '../store/workspace.ts';
import { BackendChip } from './BackendChip.tsx';
import { CommandMenu } from './CommandMenu.tsx';
import { Metrics } from './Metrics.tsx';

const menus: readonly MenuName[] = ['file', 'edit', 'view', 'run', 'help'];

/** The bar at the top: the project, its training and its tape, and how the app looks. */
export function TopBar() {
  const t = useT();
  const editing = useView((state) => state.screen === 'editor');
  return (
    <header className="topbar">
      <DropdownMenu.Root>
        <DropdownMenu.Trigger asChild>
          <button type="button" className="button quiet brand" aria-label={t('bar.menu')}>
            <Mark />
            <ChevronDown size={12} aria-hidden />
          </button>
        </DropdownMenu.Trigger>
        <CommandMenu menus={menus} />
      </DropdownMenu.Root>
      {editing && (
        <>
          <ProjectName />
          <span className="divider" />
          <CommandButton command={commandOf('undo')} icon={Undo2} testId="undo" />
          <CommandButton command={commandOf('redo')} icon={Redo2} testId="redo" />
          <span className="divider" />
          <TrainControls />
          <Metrics />
          <BackendChip />
          <span className="divider" />
          <TapeControls />
        </>
      )}
      <span className="grow" />
      {editing && <CommandButton command={commandOf('export')} icon={Download} testId="export" />}
      <LanguageButton />
      <ThemeButton />
    </header>
  );
}

function Mark() {
  return (
    <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden>
      <path d="M5 11 C 9 3, 13 3, 17 11" fill="none" stroke="var(--forward)" strokeWidth="2" />
      <path d="M17 11 C 13 19, 9 19, 5 11" fill="none" stroke="var(--backward)" strokeWidth="2" strokeDasharray="3 2" />
      <circle cx="5" cy="11" r="3" fill="var(--text)" />
      <circle cx="17" cy="11" r="3" fill="var(--text)" />
    </svg>
  );
}

function ProjectName() {
  const t = useT();
  const name = useDocument((state) => state.name);
  const dirty = useDirty();
  return (
    <span className="project">
      <input
        className="project-name"
        aria-label={t('inspector.projectName')}
        value={name}
        maxLength={200}
        size={Math.min(24, Math.max(6, [...name].length + 1))}
        onChange={(event) => renameProject(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      />
      <Tooltip text={dirty ? t('bar.dirty') : t('bar.saved')}>
        <span
          className={dirty ? 'dirty' : 'dirty hidden'}
          role="img"
          aria-label={dirty ? t('bar.dirty') : t('bar.saved')}
        >
          ●
        </span>
      </Tooltip>
    </span>
  );
}

function TrainControls() {
  const busy = useRun(isBusy);
  return (
    <span className="controls" role="group">
      <CommandButton
        command={commandOf('train')}
        icon={Play}
        testId="train"
        labelled
        className={busy ? '' : 'primary'}
      />
      <CommandButton command={commandOf('pause')} icon={Pause} testId="pause" />
      <CommandButton command={commandOf('oneStep')} icon={StepForward} testId="one-step" />
      <CommandButton command={commandOf('oneEpoch')} icon={SkipForward} testId="one-epoch" />
      <CommandButton command={commandOf('stop')} icon={Square} testId="stop" />
      <CommandButton command={commandOf('reset')} icon={RotateCcw} testId="reset" />
    </span>
  );
}

function LanguageButton() {
  const t = useT();
  const language = useView((state) => state.language);
  return (
    <Tooltip text={t('settings.language')}>
      <button
        type="button"
        className="button quiet language"
        data-testid="language"
        aria-label={t('settings.language')}
        onClick={() => useView.getState().set({ language: language === 'en' ? 'ja' : 'en' })}
      >
        <Languages size={16} aria-hidden />
        <span lang={language}>{t('settings.inUse')}</span>
      </button>
    </Tooltip>
  );
}

const nextTheme = { system: 'light', light: 'dark', dark: 'system' } as const;
const themeIcons = { system: SunMoon, light: Sun, dark: Moon } as const;

function ThemeButton() {
  const t = useT();
  const theme = useView((state) => state.theme);
  const Icon = themeIcons[theme];
  const text = `${t('settings.theme')}: ${t(`settings.${theme}`)}`;
  return (
    <Tooltip text={text}>
      <button
        type="button"
        className="button quiet icon"
        data-testid="theme"
        aria-label={text}
        onClick={() => useView.getState().set({ theme: nextTheme[theme] })}
      >
        <Icon size={16} aria-hidden />
      </button>
    </Tooltip>
  );
}
