import { Emitter } from './strict.ts';

type Handler = Parameters<Electron.IpcMain['handle']>[1];

class IpcMain extends Emitter implements Pick<Electron.IpcMain, 'handle'> {
  /** Main answers requests; messages that nobody answers are not implemented. */
  protected readonly emitted = [];
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, handler);
  }

  async invoke(channel: string, event: Electron.IpcMainInvokeEvent, args: readonly unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    return handler(event, ...args);
  }
}

export const ipcMain = new IpcMain();
