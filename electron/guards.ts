import type { Session, WebContents } from 'electron';
import { app, session, shell } from 'electron';
import { isKnownLink } from './links.ts';
import { ORIGIN } from './scheme.ts';

/** Holds every page, of whatever window, to where it is: before the first window is opened. */
export function guardPages(): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  guardSession(session.defaultSession);
}

/** No navigation, no further windows, no web views. Links go to the system's browser, where the app knows the site. */
function guardContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openLink(url);
    return { action: 'deny' };
  });
}

/** Opens a page in the system's browser. @returns whether it is one that the app links to */
export function openLink(url: string): boolean {
  if (!isKnownLink(url)) return false;
  shell.openExternal(url).catch((error: unknown) => console.error(`cannot open ${url}:`, error));
  return true;
}

/**
 * No permission but one: putting text on the clipboard, which tells the page nothing about the user and is how code is
 * copied out. Downloads are not how files leave the app either: they would pass the dialogs by.
 */
function guardSession(pages: Session): void {
  pages.setPermissionRequestHandler((_contents, permission, allow, details) => {
    allow(isHarmless(permission) && originOf(details.requestingUrl) === ORIGIN);
  });
  pages.setPermissionCheckHandler((_contents, permission, origin) => {
    return isHarmless(permission) && originOf(origin) === ORIGIN;
  });
  pages.setDevicePermissionHandler(() => false);
  pages.on('will-download', (event) => event.preventDefault());
}

function isHarmless(permission: string): boolean {
  return permission === 'clipboard-sanitized-write';
}

/** Node's own `origin` is null for schemes that it does not know. */
function originOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
