import type { Locator, Page } from '@playwright/test';

type Part = 'train' | 'valid' | 'test';

/** The tab Data of the dock. */
export class DataPanel {
  readonly root: Locator;
  readonly rows: Locator;
  /** A text of one's own, its words, and what the network says of it. */
  readonly text: Locator;
  readonly words: Locator;
  readonly unknownWords: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.root = page.getByTestId('data-panel');
    this.rows = page.getByTestId('data-rows');
    this.text = page.getByTestId('try-text');
    this.words = page.getByTestId('try-words').locator('.word');
    this.unknownWords = page.getByTestId('try-words').locator('.word.unknown');
  }

  /** The tab of a kind of source. */
  view(name: string): Locator {
    return this.#page.getByTestId(`data-view-${name}`);
  }

  rowCount(part: Part): Locator {
    return this.#page.getByTestId(`data-rows-${part}`);
  }

  coverage(part: Part): Locator {
    return this.#page.getByTestId(`data-coverage-${part}`);
  }

  /** The probability of each class, in their order. */
  async probabilities(): Promise<number[]> {
    const cells = this.#page.locator('[data-testid^="try-probability-"]');
    return (await cells.evaluateAll((all) => all.map((cell) => Number((cell as HTMLElement).title)))) as number[];
  }

  save(format: 'npz' | 'csv'): Locator {
    return this.#page.getByTestId(`data-save-${format}`);
  }
}
