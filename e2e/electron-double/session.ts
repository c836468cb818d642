import { Emitter } from './strict.ts';

type PermissionRequestHandler = Parameters<Electron.Session['setPermissionRequestHandler']>[0];

/** The permissions that are asked about when a page is loaded: Electron's names, and the driver's for the same. */
const known = {
  'clipboard-read': 'clipboard-read',
  'clipboard-sanitized-write': 'clipboard-write',
  geolocation: 'geolocation',
  midi: 'midi',
  notifications: 'notifications',
} as const;

class Session
  extends Emitter
  implements
    Pick<Electron.Session, 'setDevicePermissionHandler' | 'setPermissionCheckHandler' | 'setPermissionRequestHandler'>
{
  protected readonly emitted = ['will-download'];
  #ask: PermissionRequestHandler = null;

  setPermissionRequestHandler(handler: PermissionRequestHandler): void {
    this.#ask = handler;
  }

  /** Chromium outside Electron has one answer for asking and checking: the one of the request handler. */
  setPermissionCheckHandler(): void {}
  setDevicePermissionHandler(): void {}

  /** What a page may do, as names of the driver. Without a handler Electron allows everything. */
  async permissionsFor(contents: Electron.WebContents, url: string): Promise<string[]> {
    const ask = this.#ask;
    if (ask === null) throw new Error('electron double: no permission handler is set');
    const allowed: string[] = [];
    for (const [permission, name] of Object.entries(known)) {
      const details = { isMainFrame: true, requestingUrl: url };
      const answer = new Promise<boolean>((resolve) => {
        ask(contents, permission as keyof typeof known, resolve, details as Electron.PermissionRequest);
      });
      if (await answer) allowed.push(name);
    }
    return allowed;
  }
}

export const session = { defaultSession: new Session() };
