/**
 * Serves the built interface on this machine, with the headers that the app's own scheme sends. Plain JavaScript without
 * dependencies. Run it: `node scripts/serve.mjs [--port N]`; or import `serve`.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fileBelow } from '../node/below.mjs';
import { contentType, pageHeaders } from '../node/headers.mjs';
import { answerCatalogue } from './catalogue.mjs';

const HOST = '127.0.0.1';

/**
 * Serves the files of `folder` on this machine only.
 * @param {{ folder: string, port?: number, catalogue?: typeof answerCatalogue }} options port 0 or none takes one that is free;
 *   `catalogue` answers what is asked below `/catalogue`
 * @returns {Promise<{ address: string, close: () => Promise<void> }>}
 */
export async function serve({ folder, port = 0, catalogue = answerCatalogue }) {
  const server = http.createServer((request, response) => {
    answer(folder, catalogue, request, response).catch(() => response.destroy());
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => resolve(undefined));
  });
  const close = () =>
    new Promise((resolve) => {
      server.close(() => resolve(undefined));
      server.closeAllConnections();
    });
  return { address: `http://${HOST}:${server.address().port}/`, close };
}

async function answer(folder, catalogue, request, response) {
  // A site whose name was pointed at this machine must not read what is served here (DNS rebinding).
  if (!isLocal(request.headers.host)) return refuse(response, 403);
  const pathname = (request.url ?? '/').replace(/[?#].*/s, '');
  if (/^\/catalogue(\/|$)/.test(pathname)) return catalogue(request, response);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
  const file = fileBelow(folder, pathname);
  const stats = file === null ? null : await stat(file).catch(() => null);
  if (file === null || !stats?.isFile()) return refuse(response, 404);
  response.writeHead(200, {
    ...pageHeaders,
    'Content-Type': contentType(path.basename(file)),
    'Content-Length': stats.size,
    'Cache-Control': 'no-cache',
  });
  if (request.method === 'HEAD') return response.end();
  const stream = createReadStream(file);
  stream.on('error', () => response.destroy());
  // One that is broken off would keep the file open.
  response.once('close', () => stream.destroy());
  stream.pipe(response);
}

function isLocal(host) {
  return /^(localhost|127\.0\.0\.1)(:\d+)?$/i.test(host ?? '');
}

function refuse(response, status) {
  response.writeHead(status, { ...pageHeaders, 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(http.STATUS_CODES[status]);
}

if (process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '5173' } } });
  const folder = path.join(import.meta.dirname, '../dist/renderer');
  try {
    const { address } = await serve({ folder, port: Number(values.port) });
    console.log(`Gradwire: ${address}`);
  } catch (error) {
    console.error(`Gradwire cannot be served on port ${values.port}: ${error.message}. Try another: --port N`);
    process.exitCode = 1;
  }
}
