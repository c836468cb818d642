import type { Locator, Page } from '@playwright/test';

/** The list of published data sets, in the Data panel or in its dialog. */
export class CatalogueList {
  readonly root: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.root = page.getByTestId('catalogue');
  }

  entry(id: string): Locator {
    return this.#page.getByTestId(`catalogue-${id}`);
  }

  button(id: string, action: 'download' | 'cancel' | 'use' | 'remove'): Locator {
    return this.#page.getByTestId(`catalogue-${action}-${id}`);
  }

  problem(id: string): Locator {
    return this.entry(id).locator('.problem');
  }
}
