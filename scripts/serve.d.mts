import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Served {
  /** Where the interface is, with a slash at the end. */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Serves the files of `folder` on this machine only, with the headers that the app's own scheme sends.
 * @param options port 0 or none takes one that is free; `catalogue` answers what is asked below `/catalogue`, for which
 *   there is a default
 */
export declare function serve(options: {
  folder: string;
  port?: number;
  catalogue?: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}): Promise<Served>;
