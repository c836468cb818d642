import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type CatalogueId, type DownloadLine, isCatalogueId } from '../core/data/catalogue.ts';
import { filesOf, listCatalogue, placeOf } from './catalogue.ts';
import { Downloads } from './downloads.ts';
import { pageHeaders } from './headers.mjs';

export type CatalogueRequests = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Answers what the page asks of the server that it came from: `GET /catalogue` what is here, `POST /catalogue/ID` a
 * download, which ends when the page hangs up, `GET /catalogue/ID/FILE` a file, `DELETE /catalogue/ID` its removal. Ids
 * and names are those of the catalogue; no page says where anything lies or comes from. Other sites' pages are refused.
 */
export function catalogueRequests(downloads = new Downloads()): CatalogueRequests {
  return async (request, response) => {
    if (!isFromOwnPage(request)) return refuse(response, 403);
    const [, , id, name, ...rest] = (request.url ?? '').replace(/[?#].*/s, '').split('/');
    if (rest.length > 0 || (id !== undefined && !isCatalogueId(id))) return refuse(response, 404);
    const { method } = request;
    if (id === undefined) return method === 'GET' ? json(response, await listCatalogue()) : refuse(response, 405);
    if (name !== undefined) return method === 'GET' ? sendFile(response, id, name) : refuse(response, 405);
    if (method === 'POST') return sendDownload(downloads, response, id);
    if (method === 'DELETE') return json(response, await downloads.remove(id));
    refuse(response, 405);
  };
}

/**
 * Whether the page that asks came from here. What changes something must say so itself (`Origin`); for the rest the
 * browser's word is enough (`Sec-Fetch-Site`), and what another site can make it load it cannot read.
 */
function isFromOwnPage({ method, headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  const { origin, host } = headers;
  return origin === undefined ? method === 'GET' : origin === `http://${host}`;
}

async function sendDownload(downloads: Downloads, response: ServerResponse, id: CatalogueId): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  response.writeHead(200, { ...pageHeaders, 'Content-Type': 'application/x-ndjson', 'Cache-Control': 'no-store' });
  const send = (line: DownloadLine) => response.write(`${JSON.stringify(line)}\n`);
  // The page knows by this that the download has begun, however long the first byte takes.
  send({ done: 0, total: 0 });
  const result = await downloads.fetch(id, (done, total) => send({ done, total }), gone.signal);
  send({ result });
  response.end();
}

async function sendFile(response: ServerResponse, id: CatalogueId, name: string): Promise<void> {
  const file = filesOf(id).find((one) => one.name === name);
  const place = file && placeOf(id, file);
  const stats = place === undefined ? null : await stat(place).catch(() => null);
  // Another size is another file: it was begun by hand, or changed.
  if (place === undefined || !stats?.isFile() || stats.size !== file?.bytes) return refuse(response, 404);
  response.writeHead(200, {
    ...pageHeaders,
    'Content-Type': 'application/octet-stream',
    'Content-Length': stats.size,
    'Cache-Control': 'no-store',
  });
  const stream = createReadStream(place);
  stream.on('error', () => response.destroy());
  response.once('close', () => stream.destroy());
  stream.pipe(response);
}

function json(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { ...pageHeaders, 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(value));
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { ...pageHeaders, 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(String(status));
}
