import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { BackendChoice } from '../../core/runtime/backend.ts';

export type Language = 'en' | 'ja';
export type Theme = 'system' | 'light' | 'dark';
export const dockTabs = ['train', 'step', 'data', 'runs', 'kernels', 'problems'] as const;
export type DockTab = (typeof dockTabs)[number];
export type Dialog =
  | 'palette'
  | 'shortcuts'
  | 'about'
  | 'export'
  | 'import'
  | 'unsaved'
  | 'changedElsewhere'
  | 'stack'
  | 'timing'
  | 'wire'
  | 'catalogue'
  | null;

interface ViewStore {
  readonly screen: 'start' | 'editor';
  readonly selection: readonly string[];
  readonly selectedWires: readonly string[];
  readonly dockTab: DockTab;
  readonly dockOpen: boolean;
  readonly paletteOpen: boolean;
  readonly inspectorOpen: boolean;
  readonly dialog: Dialog;
  readonly snap: boolean;
  /** Null as long as nobody has said: then large graphs have one. */
  readonly minimap: boolean | null;
  readonly backend: BackendChoice;
  /** Whether webasm may use fused multiply-add: faster, but other last digits. */
  readonly fma: boolean;
  readonly theme: Theme;
  readonly language: Language;
  readonly livePictures: boolean;
  readonly liveFlow: boolean;
  /** Whether a checkpoint is kept after each epoch, and how many megabytes those of a project may take. */
  readonly checkpoints: boolean;
  readonly checkpointRoom: number;
  set(change: Partial<Omit<ViewStore, 'set' | 'select'>>): void;
  select(ids: readonly string[], wires?: readonly string[]): void;
}

function systemLanguage(): Language {
  return navigator.language.startsWith('ja') ? 'ja' : 'en';
}

const remembered = [
  'snap',
  'minimap',
  'backend',
  'fma',
  'theme',
  'language',
  'livePictures',
  'liveFlow',
  'checkpoints',
  'checkpointRoom',
  'dockOpen',
  'paletteOpen',
  'inspectorOpen',
] as const satisfies readonly (keyof ViewStore)[];

/** How the app is looked at. Preferences outlive the window, the rest does not. */
export const useView = create<ViewStore>()(
  persist(
    (set) => ({
      screen: 'start',
      selection: [],
      selectedWires: [],
      dockTab: 'train',
      dockOpen: true,
      paletteOpen: true,
      inspectorOpen: true,
      dialog: null,
      snap: true,
      minimap: null,
      backend: 'auto',
      fma: false,
      theme: 'system',
      language: systemLanguage(),
      livePictures: true,
      liveFlow: true,
      checkpoints: true,
      checkpointRoom: 256,
      set: (change) => set(change),
      select: (selection, selectedWires = []) => set({ selection, selectedWires }),
    }),
    {
      name: 'gradwire.view',
      partialize: (state) => Object.fromEntries(remembered.map((key) => [key, state[key]])),
    },
  ),
);
