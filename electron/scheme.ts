import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol } from 'electron';
import { fileBelow } from '../node/below.mjs';
import { contentType, pageHeaders } from '../node/headers.mjs';

/** Where the interface comes from: a scheme of its own, since `file:` pages are no origin and get no isolation. */
export const ORIGIN = 'app://gradwire';

/** Tells Chromium that the scheme is as good as https; only possible before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the files of `folder`, and nothing outside it, as `app://gradwire/`. */
export function serveScheme(folder: string): void {
  protocol.handle('app', async ({ method, url }) => {
    if (method !== 'GET' && method !== 'HEAD') return refuse(405);
    const { host, pathname } = new URL(url);
    const file = host === 'gradwire' ? fileBelow(folder, pathname) : null;
    if (file === null) return refuse(404);
    const bytes = await readFile(file).catch(() => null);
    if (bytes === null) return refuse(404);
    return new Response(method === 'HEAD' ? null : new Uint8Array(bytes), {
      headers: { ...pageHeaders, 'Content-Type': contentType(path.basename(file)), 'Cache-Control': 'no-cache' },
    });
  });
}

function refuse(status: 404 | 405): Response {
  return new Response(status === 404 ? 'Not found' : 'Not allowed', { status, headers: pageHeaders });
}
