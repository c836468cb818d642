import type { Locator, Page } from '@playwright/test';

/** The interface, running on one of the hosts. */
export interface Launched {
  readonly page: Page;
  /** Ends it at once, as a crash or a power cut would: nobody is asked, nothing is saved. */
  kill(): Promise<void>;
}

export interface LaunchOptions {
  /** What follows the page's address, such as `?lang=ja`. */
  readonly query?: string;
  /** Nothing is looked for again in a later launch, so that the host may start faster. */
  readonly once?: boolean;
}

/** Where the interface runs. What it keeps for the user outlives a launch, so that a second one finds it. */
export interface Host {
  readonly userData: string;
  launch(options?: LaunchOptions): Promise<Launched>;
  /**
   * Has the user choose a file of this name in the boxes that ask where to save and what to open, from now on.
   *
   * @param content what the file holds by then; left as it is where not given
   */
  chooseFile(page: Page, name: string, content?: Uint8Array): Promise<void>;
  /** Has the user choose several files in the next box that asks what to open. */
  chooseFiles(page: Page, files: ReadonlyMap<string, Uint8Array>): Promise<void>;
  /** Drops a file of the disk in the middle of something on the page, as out of a file manager. @returns its path */
  dropFile(onto: Locator, name: string, content: Uint8Array): Promise<string>;
  /** The same of a folder that holds these files, by their paths within it. */
  dropFolder(onto: Locator, name: string, files: ReadonlyMap<string, Uint8Array>): Promise<string>;
  /** The file that an action hands to the user, as an export does. */
  fileFrom(page: Page, action: () => Promise<void>): Promise<Buffer>;
  /** Ends whatever still runs. */
  end(): Promise<void>;
}
