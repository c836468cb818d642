import type { Locator, Page } from '@playwright/test';
import type { Canvas, Point } from './canvas.ts';

/** The blocks to choose from. */
export class Palette {
  readonly search: Locator;
  readonly stack: Locator;
  readonly #page: Page;
  readonly #canvas: Canvas;

  constructor(page: Page, canvas: Canvas) {
    this.#page = page;
    this.#canvas = canvas;
    this.search = page.getByRole('searchbox');
    this.stack = page.getByTestId('palette-stack');
  }

  item(type: string): Locator {
    return this.#page.getByTestId(`palette-${type}`);
  }

  /** Drags a block in, so that its middle comes to lie at a place of the window. */
  async drag(type: string, to: Point): Promise<void> {
    await this.item(type).hover();
    await this.#page.mouse.down();
    await this.#canvas.moveTo(to);
    await this.#page.mouse.up();
  }

  /** Adds a block behind the selected one, already wired. */
  async append(type: string): Promise<void> {
    await this.item(type).dblclick();
  }
}
