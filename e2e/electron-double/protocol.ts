import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { app } from './app.ts';
import { report } from './journal.ts';
import { addScheme, toApp } from './origins.ts';
import { strict } from './strict.ts';

type Handler = (request: GlobalRequest) => GlobalResponse | Promise<GlobalResponse>;

const handlers = new Map<string, Handler>();

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(schemes) {
    if (app.isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme, privileges } of schemes) {
      // A page of any other scheme would have no secure context, which the double always gives.
      if (!privileges?.standard || !privileges.secure)
        throw new Error(`electron double: ${scheme} must be standard and secure`);
      addScheme(scheme);
    }
  },
  handle(scheme, handler) {
    if (!app.isReady()) throw new Error('protocol.handle can only be used after the app is ready');
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    handlers.set(scheme, handler);
  },
} satisfies Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'>);

/** Starts the loopback server through which Chromium reaches the handlers. @returns its port */
export async function serveSchemes(): Promise<number> {
  const server = http.createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      report('a protocol handler failed', error);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return (server.address() as AddressInfo).port;
}

async function answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const url = toApp(`http://${request.headers.host}${request.url}`);
  const handler = handlers.get(url.slice(0, url.indexOf(':')));
  if (!handler) throw new Error(`no handler for ${url}`);
  if (request.method !== 'GET' && request.method !== 'HEAD') request.resume();
  const { status, headers, body } = await handler(
    new Request(url, { method: request.method ?? 'GET' }) as GlobalRequest,
  );
  response.writeHead(status, Object.fromEntries(headers));
  if (body === null) response.end();
  else Readable.fromWeb(body as ReadableStream).pipe(response);
}
