import type { Locator, Page } from '@playwright/test';

/** What is selected, and its settings. */
export class Inspector {
  readonly root: Locator;
  readonly heading: Locator;
  readonly label: Locator;
  readonly problems: Locator;
  readonly fix: Locator;

  constructor(page: Page) {
    this.root = page.getByTestId('inspector');
    this.heading = this.root.getByRole('heading', { level: 2 });
    this.label = this.root.getByTestId('block-label');
    this.problems = this.root.locator('.problem');
    this.fix = this.root.getByTestId('fix');
  }

  param(name: string): Locator {
    return this.root.getByTestId(`param-${name}`);
  }
}
