import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface Mirror {
  /** With a slash at the end. */
  readonly address: string;
  /** The ranges that were asked for, one a request. */
  readonly ranges: readonly (string | undefined)[];
  /** How it answers from now on. */
  answer: Answer;
  close(): void;
}

/** A server on this machine that stands in for those that publish data. */
export async function startMirror(answer: Answer): Promise<Mirror> {
  const ranges: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    ranges.push(request.headers.range);
    mirror.answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const mirror: Mirror = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    ranges,
    answer,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return mirror;
}

/** Serves bytes as they are, and from where one asks. */
export function honest(content: Uint8Array): Answer {
  return ({ headers: { range } }, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    const last = content.length - 1;
    if (range) response.writeHead(206, { 'content-range': `bytes ${from}-${last}/${content.length}` });
    response.end(content.subarray(from));
  };
}

/** Sends so many bytes of a whole answer, and then nothing more until it is closed. */
export function stalled(content: Uint8Array, count: number): Answer {
  return (_, response) => {
    response.writeHead(200, { 'content-length': content.length });
    response.write(content.subarray(0, count));
  };
}

/** R. A. Fisher's Iris as the UCI Machine Learning Repository publishes it, CC BY 4.0. */
export const irisBytes = new Uint8Array(readFileSync(path.join(import.meta.dirname, 'iris.data')));
