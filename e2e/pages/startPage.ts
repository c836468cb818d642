import type { Locator, Page } from '@playwright/test';

/** Where one begins. */
export class StartPage {
  readonly newProject: Locator;
  readonly open: Locator;
  readonly catalogue: Locator;
  readonly recents: Locator;
  readonly draft: Locator;
  readonly restore: Locator;
  readonly discard: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.newProject = page.getByTestId('start-new');
    this.open = page.getByTestId('start-open');
    this.catalogue = page.getByTestId('start-catalogue');
    this.recents = page.locator('.recents').getByRole('button');
    this.draft = page.getByTestId('draft');
    this.restore = page.getByTestId('draft-restore');
    this.discard = page.getByTestId('draft-discard');
  }

  example(name: string): Locator {
    return this.#page.getByTestId(`example-${name}`);
  }
}
