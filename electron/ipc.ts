import { ipcMain, type WebFrameMain } from 'electron';
import type { AppWindow } from './appWindow.ts';
import { type Answers, type Argument, type RequestName, requestSchemas } from './contract.ts';
import { preloadNames, requestNames } from './names.ts';
import { ORIGIN } from './scheme.ts';
import type { Windows } from './windows.ts';

/** What main does for each request; the compiler misses the one that is not here. */
export type Handlers = {
  readonly [Name in RequestName]: (
    argument: Argument<Name>,
    sender: AppWindow,
  ) => Answers[Name] | Promise<Answers[Name]>;
};

/** Answers the pages' requests. A sender that is no page of ours or an argument of another shape is an error there. */
export function answerRequests(handlers: Handlers, windows: Windows): void {
  for (const name of [...requestNames, ...preloadNames]) answer(name, handlers[name], windows);
}

function answer<Name extends RequestName>(name: Name, handler: Handlers[Name], windows: Windows): void {
  ipcMain.handle(name, (event, ...given: unknown[]) => {
    const window = windows.of(event.sender);
    if (window === null || !isOurPage(event.senderFrame)) throw new Error(`${name}: not a page of this app`);
    if (given.length > 1) throw new TypeError(`${name}: one argument at most`);
    return handler(requestSchemas[name].parse(given[0]) as Argument<Name>, window);
  });
}

/** Only the main frame, only from the app's own scheme; a frame that has navigated away meanwhile is null. */
function isOurPage(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && frame.origin === ORIGIN;
}
