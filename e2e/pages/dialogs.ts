import type { Locator, Page } from '@playwright/test';

/** The dialog that is open, and the buttons of those there are. */
export class Dialogs {
  readonly open: Locator;
  readonly title: Locator;
  readonly stackAdd: Locator;
  readonly save: Locator;
  readonly discard: Locator;
  readonly cancel: Locator;
  /** What to do about a file that somebody else has written. */
  readonly overwrite: Locator;
  readonly saveElsewhere: Locator;
  readonly exportSave: Locator;
  /** The files that an export writes, and the line that says how well they were proven. */
  readonly exportFiles: Locator;
  readonly exportVerified: Locator;
  /** What a classifier is to give out. */
  readonly exportOutput: Locator;
  /** A row for each weight of the network, and the button that takes them. */
  readonly importMatches: Locator;
  readonly importTake: Locator;
  /** The search field of the command palette and of the list of ports. */
  readonly search: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.open = page.getByRole('dialog');
    this.title = this.open.getByRole('heading', { level: 2 }).first();
    this.stackAdd = page.getByTestId('stack-add');
    this.save = page.getByTestId('unsaved-save');
    this.discard = page.getByTestId('unsaved-discard');
    this.cancel = page.getByTestId('unsaved-cancel');
    this.overwrite = page.getByTestId('changed-overwrite');
    this.saveElsewhere = page.getByTestId('changed-elsewhere');
    this.exportSave = page.getByTestId('export-save');
    this.exportFiles = page.getByTestId('export-files').getByRole('listitem');
    this.exportVerified = page.getByTestId('export-verified');
    this.exportOutput = page.getByTestId('export-output');
    this.importMatches = page.getByTestId('import-matches').locator('tbody tr');
    this.importTake = page.getByTestId('import-take');
    this.search = this.open.getByRole('combobox');
  }

  exportFormat(format: string): Locator {
    return this.#page.getByTestId(`export-${format}`);
  }
}
