import type { Locator, Page } from '@playwright/test';

/** The trainings of the project so far, the newest first. */
export class RunsPanel {
  readonly rows: Locator;
  readonly differences: Locator;
  readonly loss: Locator;
  /** Opens the measurement of batch sizes and backends. */
  readonly timing: Locator;

  constructor(page: Page) {
    this.rows = page.getByTestId('run-row');
    this.differences = page.locator('.run-differences');
    this.timing = page.getByTestId('timing');
    this.loss = page.getByTestId('runs-loss');
  }

  choose(number: number): Promise<void> {
    return this.rows
      .page()
      .getByRole('checkbox', { name: `Show run ${number}` })
      .check();
  }
}
