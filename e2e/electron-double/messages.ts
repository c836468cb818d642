/** What the isolated world sends to main, and what main sends back. */
export type ToMain =
  | { readonly kind: 'invoke'; readonly id: number; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly kind: 'send'; readonly channel: string; readonly args: readonly unknown[] }
  /** The page called `window.open`, or a link asked for a window of its own. */
  | { readonly kind: 'open'; readonly url: string; readonly frameName: string; readonly features: string }
  | { readonly kind: 'preloadFailed'; readonly error: Error };

/** A file of the disk, by what a page can see of it. */
export interface FileOnDisk {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  readonly lastModified: number;
}

export type ToPage =
  /** A page of Chromium cannot tell where its files lie: it is told before a test drops them. */
  | { readonly kind: 'files'; readonly files: readonly FileOnDisk[] }
  | { readonly kind: 'send'; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string };

/** The world that preload scripts run in has this name in Electron too. */
export const ISOLATED_WORLD = 'Electron Isolated Context';
/** Global functions of the isolated world: one calls main, main calls the other. */
export const TO_MAIN = '__electronToMain';
export const TO_PAGE = '__electronToPage';
