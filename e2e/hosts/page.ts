/** What the specs ask of the preload script's interface, from within the page. */
import type { Page } from '@playwright/test';
import type { Answers, DesktopApi, RequestName } from '../../electron/contract.ts';

declare global {
  interface Window {
    readonly gradwire?: DesktopApi;
    /** The fixture page's list of what main told it. */
    told: [string, unknown][];
  }
}

/** Sends a request; bytes are given as text, since a test's arguments travel as JSON. */
export function request<Name extends RequestName>(page: Page, name: Name, argument?: object): Promise<Answers[Name]> {
  return page.evaluate(
    ({ name, argument }) => {
      const send = window.gradwire?.request as (name: string, ...argument: unknown[]) => Promise<unknown>;
      if (argument === undefined) return send(name);
      const { text, ...rest } = argument as { text?: string };
      const isBytes = text !== undefined && (name === 'file:save' || name === 'runs:write');
      return send(name, isBytes ? { ...rest, bytes: new TextEncoder().encode(text) } : argument);
    },
    { name, argument },
  ) as Promise<Answers[Name]>;
}

/** What a request was refused with. */
export function refusal(page: Page, name: string, ...args: unknown[]): Promise<string> {
  return page.evaluate(
    async ({ name, args }) => {
      const send = window.gradwire?.request as (name: string, ...argument: unknown[]) => Promise<unknown>;
      try {
        await send(name, ...args);
        return '';
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
    { name, args },
  );
}

/** What main has told the page, and with what. */
export function told(page: Page): Promise<[string, unknown][]> {
  return page.evaluate(() => window.told);
}

/** The path, or the fault, and the text of the files that were handed to the page. */
export function handedOver(page: Page): Promise<(readonly [string, string])[]> {
  return page.evaluate(() =>
    window.told
      .filter(([name]) => name === 'file:opened')
      .map(([, payload]) => payload as Awaited<Answers['file:reopen']>)
      .map((file) =>
        file.ok
          ? ([file.value.name, new TextDecoder().decode(file.value.bytes)] as const)
          : ([file.path, file.fault] as const),
      ),
  );
}
