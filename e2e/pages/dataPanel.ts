import type { Locator, Page } from '@playwright/test';

type Part = 'train' | 'valid' | 'test';

/** The tab Data of the dock. */
export class DataPanel {
  readonly root: Locator;
  readonly rows: Locator;
  /** Chooses the word vectors of texts. */
  readonly vectors: Locator;
  /** Ends the reading of a file that takes its time. */
  readonly cancel: Locator;
  /** The files that the data come from. */
  readonly fileNames: Locator;
  /** A text of one's own, its words, and what the network says of it. */
  readonly text: Locator;
  readonly words: Locator;
  readonly unknownWords: Locator;
  /** The file of a table, and the button that chooses one. */
  readonly file: Locator;
  readonly fileName: Locator;
  readonly target: Locator;
  readonly columns: Locator;
  readonly counts: Locator;
  readonly standardize: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.root = page.getByTestId('data-panel');
    this.vectors = page.getByTestId('data-vectors');
    this.cancel = page.getByTestId('data-cancel');
    this.fileNames = this.root.locator('.file-name');
    this.rows = page.getByTestId('data-rows');
    this.file = page.getByTestId('data-file');
    this.fileName = page.getByTestId('data-file-name');
    this.target = page.getByTestId('data-target');
    this.columns = page.getByTestId('data-columns').getByRole('listitem');
    this.counts = page.getByTestId('data-counts');
    this.standardize = page.getByTestId('data-standardize');
    this.text = page.getByTestId('try-text');
    this.words = page.getByTestId('try-words').locator('.word');
    this.unknownWords = page.getByTestId('try-words').locator('.word.unknown');
  }

  /** The form of pictures. */
  get images() {
    const part = (name: string) => this.#page.getByTestId(`data-images${name}`);
    return {
      choose: part(''),
      folder: part('-folder'),
      width: part('-width'),
      height: part('-height'),
      channels: part('-channels'),
    };
  }

  /** Rows typed by hand. */
  get hand() {
    const grid = this.#page.getByTestId('hand-grid');
    return {
      add: this.#page.getByTestId('hand-add'),
      paste: this.#page.getByTestId('hand-paste'),
      rows: grid.locator('tbody tr'),
      cell: (row: number, column: number) => grid.locator(`[data-cell="${row} ${column}"]`),
      /** What the network says of a row, number by number. */
      answers: (row: number) => grid.locator('tbody tr').nth(row).locator('td.number.answer'),
    };
  }

  /** The tab of a kind of source. */
  view(name: string): Locator {
    return this.#page.getByTestId(`data-view-${name}`);
  }

  /** What becomes of a column's missing values. */
  missing(column: string): Locator {
    return this.#page.getByTestId(`data-missing-${column}`);
  }

  /** Rows that are left out since a value is missing. */
  get leftOut(): Locator {
    return this.#page.getByTestId('data-left-out');
  }

  generator(name: string): Locator {
    return this.#page.getByTestId(`generator-${name}`);
  }

  column(name: string): Locator {
    return this.columns.filter({ has: this.#page.getByTitle(name, { exact: true }) });
  }

  /** The share of a part, in percent. */
  share(part: Part): Locator {
    return this.#page.getByTestId(`data-share-${part}`);
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
