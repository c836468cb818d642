import { useSyncExternalStore } from 'react';
import type { Key } from '../i18n/index.ts';
import { useData } from '../store/data.ts';
import { useDocument } from '../store/document.ts';
import { useRun } from '../store/run.ts';
import { useTape } from '../store/tape.ts';
import { useView } from '../store/view.ts';
import { useWorkspace } from '../store/workspace.ts';

/** Where a command stands in the menus. */
export type MenuName = 'file' | 'edit' | 'view' | 'run' | 'help';

/** Something a person can ask for, described once: menus, shortcuts, the palette and tooltips all read this. */
export interface Command {
  readonly id: string;
  readonly menu: MenuName;
  readonly label: () => { readonly key: Key; readonly details?: Readonly<Record<string, string>> };
  /** `Mod` is Ctrl, or Cmd on a Mac; several ways are separated by a comma. */
  readonly shortcut?: string;
  /** Whether the shortcut also holds while a text field has the focus. */
  readonly inFields?: boolean;
  readonly enabled?: () => boolean;
  readonly checked?: () => boolean;
  readonly run: () => void | Promise<void>;
  /** Begins a new section of its menu. */
  readonly section?: boolean;
}

const stores = [useDocument, useRun, useView, useData, useWorkspace, useTape] as const;

function subscribe(listener: () => void): () => void {
  const stops = [...stores.map((store) => store.subscribe(listener)), useDocument.temporal.subscribe(listener)];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Follows what a command says of itself. */
export function useCommandState(command: Command): {
  enabled: boolean;
  checked: boolean | undefined;
  label: ReturnType<Command['label']>;
} {
  const snapshot = useSyncExternalStore(subscribe, () =>
    JSON.stringify({
      enabled: command.enabled?.() ?? true,
      checked: command.checked?.(),
      label: command.label(),
    }),
  );
  return JSON.parse(snapshot);
}

export function execute(command: Command): void {
  if (command.enabled?.() ?? true) void command.run();
}

/** Tells when anything that commands depend on has changed. */
export const onCommandsChanged = subscribe;
