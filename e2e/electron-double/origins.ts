/**
 * A scheme of the app's own cannot be given to a browser from outside. `app://name/x` is therefore
 * `http://name.app.localhost/x` in Chromium: a secure origin without a port, whose workers and modules are asked for as
 * everything else is. Main sees and is told the app's own addresses only.
 */
const schemes = new Set<string>();

export function addScheme(scheme: string): void {
  schemes.add(scheme);
}

/** The address that Chromium loads for one of the app's. */
export function toHttp(url: string): string {
  const [, scheme, host, rest] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(url) ?? [];
  return scheme !== undefined && schemes.has(scheme) ? `http://${host}.${scheme}.localhost${rest || '/'}` : url;
}

/** The app's address for one that Chromium loaded. */
export function toApp(url: string): string {
  const [, host, scheme, rest] = /^http:\/\/([^/?#]+)\.([^./?#]+)\.localhost(?::\d+)?(.*)$/.exec(url) ?? [];
  return scheme !== undefined && schemes.has(scheme) ? `${scheme}://${host}${rest}` : url;
}

/** An address's origin; Node knows none for schemes that it does not know. */
export function originOf(url: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(url)?.[0] ?? 'null';
}
