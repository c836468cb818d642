import { expect, type Locator, type Page } from '@playwright/test';

export type Level = 'block' | 'matrix' | 'neuron' | 'term';

/** A tensor as it is drawn with its numbers: as many lines as rows. */
export interface ShownTensor {
  /** `input x 0`, `weight bias`, `output`: what it is to the block of the step. */
  readonly name: string;
  /** Whether it is drawn with its rows and columns exchanged. */
  readonly turned: boolean;
  readonly shape: readonly [rows: number, columns: number];
  readonly values: readonly number[];
  readonly texts: readonly string[];
}

/** The tape: its controls in the top bar, the step one stands at below, and what the canvas shows of it. */
export class Stepper {
  readonly start: Locator;
  readonly next: Locator;
  readonly previous: Locator;
  readonly play: Locator;
  readonly position: Locator;
  readonly finishPhase: Locator;
  readonly end: Locator;
  readonly scrub: Locator;
  /** How many rows the tape is of. */
  readonly rows: Locator;
  readonly record: Locator;
  readonly recordAgain: Locator;
  readonly title: Locator;
  readonly formula: Locator;
  readonly cellFormula: Locator;
  readonly cellValue: Locator;
  readonly terms: Locator;
  readonly applyUpdate: Locator;
  /** The block of the present step. */
  readonly block: Locator;
  /** Wires along which something flows. */
  readonly flowing: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.start = page.getByTestId('tape-start');
    this.next = page.getByTestId('tape-next');
    this.previous = page.getByTestId('tape-prev');
    this.play = page.getByTestId('tape-play');
    this.position = page.getByTestId('tape-position');
    this.finishPhase = page.getByTestId('tape-phase');
    this.end = page.getByTestId('tape-end');
    this.scrub = page.getByTestId('tape-scrub');
    this.rows = page.getByTestId('tape-rows');
    this.record = page.getByTestId('record');
    this.recordAgain = page.getByTestId('record-again');
    this.title = page.getByTestId('step-title');
    this.formula = page.getByTestId('formula');
    this.cellFormula = page.getByTestId('cell-formula');
    this.cellValue = page.getByTestId('cell-value');
    this.terms = page.getByTestId('terms');
    this.applyUpdate = page.getByTestId('apply-update');
    this.block = page.locator('[data-tape="forward"], [data-tape="backward"], [data-tape="update"]');
    this.flowing = page.locator('[data-wire]:not([data-flow="idle"])');
  }

  /** Records a tape where there is none and stands at its first step. */
  async open(): Promise<number> {
    await this.start.click();
    await expect(this.position).toHaveText(/^0 \//);
    return Number((await this.position.textContent())?.split('/')[1]);
  }

  async moveOn(to: number): Promise<void> {
    await this.next.click();
    await this.at(to);
  }

  /** Waits until the page shows a step, its numbers included. */
  async at(step: number): Promise<void> {
    await expect(this.position).toHaveText(new RegExp(`^${step} /`));
    await expect(this.#page.getByTestId('step-main')).toHaveAttribute('data-step', String(step));
    // The first formula has KaTeX loaded.
    await expect(this.#page.locator('.step-body .formula.faint')).toHaveCount(0);
  }

  async level(level: Level): Promise<void> {
    await this.#page.getByTestId(`level-${level}`).click();
    await expect(this.#page.getByTestId('step-main')).toHaveAttribute('data-level', level);
  }

  async blockAndPhase(): Promise<readonly [block: string, phase: string]> {
    const { block, phase } = await this.block.evaluate((node) => ({
      block: (node.getAttribute('data-testid') ?? '').replace('block-', ''),
      phase: node.getAttribute('data-tape') ?? '',
    }));
    return [block, phase];
  }

  /** By wire, `from to`: which way something flows and how much it says it is. */
  async flow(): Promise<Record<string, { readonly way: string; readonly magnitude: number }>> {
    const entries = await this.flowing.evaluateAll((wires) =>
      wires.map((wire) => {
        const { wire: id = '', flow: way = '', magnitude } = (wire as SVGElement).dataset;
        return [id, { way, magnitude: Number(magnitude) }] as const;
      }),
    );
    return Object.fromEntries(entries);
  }

  /** All tensors of the step whose numbers are written out. */
  async tensors(): Promise<ShownTensor[]> {
    return this.#page.getByTestId('step-main').evaluate((main) =>
      [...main.querySelectorAll<HTMLElement>('.equation[data-target] figure.heat')].flatMap((figure) => {
        const cells = [...figure.querySelectorAll<HTMLElement>('.heat-numbers span')];
        if (cells.length === 0) return [];
        const columns = getComputedStyle(cells[0]?.parentElement as Element).gridTemplateColumns.split(' ').length;
        return [
          {
            name: figure.dataset.tensor ?? '',
            turned: figure.dataset.turned === 'true',
            shape: [cells.length / columns, columns] as const,
            values: cells.map((cell) => Number((cell.dataset.value ?? '').replaceAll('\u2212', '-'))),
            texts: cells.map((cell) => cell.textContent ?? ''),
          },
        ];
      }),
    );
  }

  /** Everything that is to be seen of a step. */
  async seen(): Promise<unknown> {
    const [title, formula, block, flow, tensors] = await Promise.all([
      this.title.textContent(),
      this.formula.textContent(),
      this.blockAndPhase(),
      this.flow(),
      this.tensors(),
    ]);
    return { title, formula, block, flow, tensors };
  }

  /** The products of the terms that are written out, what is left over, and the value of the cell. */
  async sum(): Promise<{ readonly products: readonly number[]; readonly value: number }> {
    const read = (cell: Locator, name: string) =>
      cell.evaluateAll((all, name) => all.map((one) => (one as HTMLElement).dataset[name] ?? ''), name);
    const numbers = (texts: readonly string[]) => texts.map((text) => Number(text.replaceAll('\u2212', '-')));
    const products = numbers(await read(this.terms.locator('[data-product]'), 'product'));
    const [value = Number.NaN] = numbers(await read(this.cellValue, 'value'));
    return { products, value };
  }
}
