import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { type TargetName, targetNames } from '../../core/exchange/targets.ts';

/** Pictures of the graph, beside the formats for weights. */
export const pictureFormats = ['svg', 'png'] as const;
export type PictureFormat = (typeof pictureFormats)[number];

export const pngScales = [1, 2, 3, 4] as const;

/** What a classifier is to give out. */
export const outputs = ['asIs', 'logits', 'probabilities'] as const;

export interface ExportOptions {
  readonly format: TargetName | PictureFormat;
  readonly output: (typeof outputs)[number];
  /** Whether the written network takes raw rows and standardises them itself. */
  readonly preprocess: boolean;
  readonly theme: 'shown' | 'light' | 'dark';
  readonly background: boolean;
  readonly notes: boolean;
  /** Pixels to a unit of the picture. */
  readonly scale: number;
}

export interface ExportStore extends ExportOptions {
  set(change: Partial<ExportOptions>): void;
}

/** How things were exported the last time, which is how they will be the next time. */
export const useExporting = create<ExportStore>()(
  persist(
    (set) => ({
      format: 'safetensors',
      output: 'asIs',
      preprocess: false,
      theme: 'shown',
      background: true,
      notes: true,
      scale: 2,
      set: (change) => set(change),
    }),
    {
      name: 'gradwire.export',
      partialize: ({ set: _, ...options }) => options,
      // What was stored may come from another version, which had other formats.
      merge: (stored, current) => {
        const kept = { ...current, ...(stored as Partial<ExportOptions>) };
        return isFormat(kept.format) ? kept : { ...kept, format: current.format };
      },
    },
  ),
);

function isFormat(format: string): boolean {
  return [...targetNames, ...pictureFormats].some((one) => one === format);
}

export function isPicture(format: ExportOptions['format']): format is PictureFormat {
  return pictureFormats.some((one) => one === format);
}
