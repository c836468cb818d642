/** What main's side writes in front of the scripts of both worlds. */
export interface WorldSettings {
  /** Part of the names of the bridge's events, so that no page can guess them. */
  readonly token: string;
  readonly platform: string;
  readonly versions: Readonly<Record<string, string | undefined>>;
}

/** A preload script, wrapped as CommonJS. */
export type Preload = (
  require: (id: string) => unknown,
  module: { exports: object },
  exports: object,
  process: object,
) => void;

declare global {
  /** Free variables of the scripts; main's side defines them in a scope around each. */
  const settings: WorldSettings;
  const preload: Preload;
}

/** The number under which the isolated world offers the page's `window.open`. */
export const OPEN = -1;

/** Electron runs preload scripts in the main frame only, and an empty page has none. */
export function isPage(): boolean {
  return window === window.top && location.href !== 'about:blank';
}
