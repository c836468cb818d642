import { expect, type Locator, type Page } from '@playwright/test';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The network on the canvas, and what a mouse does there. Ports are named `linear1.x`, as in project files. */
export class Canvas {
  readonly root: Locator;
  readonly blocks: Locator;
  readonly wires: Locator;
  /** Why the port under the pointer does not take the wire. */
  readonly refusal: Locator;
  /** The list of blocks that fit a wire that was dropped. */
  readonly chooser: Locator;
  readonly #page: Page;
  readonly #viewport: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.root = page.getByTestId('canvas');
    this.#viewport = this.root.locator('.react-flow__viewport');
    this.blocks = this.root.locator('[data-testid^="block-"]');
    this.wires = this.root.locator('[data-wire]');
    this.refusal = this.root.locator('.refusal');
    this.chooser = page.locator('.chooser');
  }

  /** Waits until a graph that was just opened lies in the middle. */
  async fitted(): Promise<void> {
    await expect(this.#viewport).not.toHaveAttribute('style', /translate\(0px, ?0px\) scale\(1\)/);
  }

  block(id: string): Locator {
    return this.root.getByTestId(`block-${id}`);
  }

  /** The mark on a block with which something is wrong. */
  fault(id: string): Locator {
    return this.block(id).locator('.block-fault').first();
  }

  port(address: string): Locator {
    return this.root.getByTestId(`port-${address}`);
  }

  wire(from: string, to: string): Locator {
    return this.root.getByTestId(`wire-${from}-${to}`);
  }

  note(id: string): Locator {
    return this.root.getByTestId(`note-${id}`);
  }

  /** The wires as `from → to`, in no particular order. */
  async wiring(): Promise<string[]> {
    const ids = await this.wires.evaluateAll((all) => all.map((wire) => (wire as SVGElement).dataset.wire ?? ''));
    return ids.map((id) => id.replace(' ', ' → ')).sort();
  }

  /** Draws a wire from port to port. */
  async connect(from: string, to: string): Promise<void> {
    await this.hold(from);
    await this.moveTo(await this.middle(this.port(to)));
    await this.#page.mouse.up();
  }

  /** Takes hold of the end of a new wire. */
  async hold(from: string): Promise<void> {
    await rests(() => this.#viewport.getAttribute('style'), 8);
    await this.port(from).hover();
    await this.#page.mouse.down();
  }

  /** Moves what is held, as a hand does: on the way, not only to the end. */
  async moveTo({ x, y }: Point): Promise<void> {
    await this.#page.mouse.move(x, y, { steps: 8 });
  }

  async release(): Promise<void> {
    await this.#page.mouse.up();
  }

  /** Takes a block by its heading and sets it down with its middle at a place of the window. */
  async moveBlock(id: string, to: Point): Promise<void> {
    const heading = this.block(id).locator('.block-head');
    await heading.hover();
    const [from, middle] = [await this.middle(heading), await this.middle(this.block(id))];
    await this.#page.mouse.down();
    await this.moveTo({ x: to.x + from.x - middle.x, y: to.y + from.y - middle.y });
    await this.#page.mouse.up();
  }

  async select(...ids: string[]): Promise<void> {
    for (const [index, id] of ids.entries()) {
      const head = this.block(id).locator('.block-head');
      // A click on what moves away under it falls on the canvas, and nothing is selected.
      await restingBox(head);
      await head.click(index === 0 ? {} : { modifiers: ['Shift'] });
    }
  }

  async selected(): Promise<string[]> {
    const ids = await this.root
      .locator('.react-flow__node.selected')
      .evaluateAll((all) => all.map((node) => (node as HTMLElement).dataset.id ?? ''));
    return ids.sort();
  }

  /** The middle of something in the window, once it has come to rest. */
  async middle(of: Locator): Promise<Point> {
    const { x, y, width, height } = await restingBox(of);
    return { x: x + width / 2, y: y + height / 2 };
  }

  /** A place of the canvas in the window, as shares of its width and height. */
  async place(across: number, down: number): Promise<Point> {
    const { x, y, width, height } = await restingBox(this.root);
    return { x: x + across * width, y: y + down * height };
  }

  /** A place on a wire that no block covers, when the view has come to rest. */
  async middleOfWire(from: string, to: string): Promise<Point> {
    await rests(() => this.#viewport.getAttribute('style'), 8);
    const [start, end] = [await this.middle(this.port(from)), await this.middle(this.port(to))];
    return { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
  }
}

/** The view glides to what was added: a box is taken when two looks at it agree. */
async function restingBox(of: Locator) {
  await rests(() => of.boundingBox(), 2);
  const box = await of.boundingBox();
  if (!box) throw new Error('it is not on the page');
  return box;
}

/** Waits until so many looks in a row have been the same. */
async function rests(look: () => Promise<unknown>, looks: number): Promise<void> {
  let last = '';
  let same = 0;
  await expect(async () => {
    const now = JSON.stringify(await look());
    same = now === last ? same + 1 : 1;
    last = now;
    expect(same).toBeGreaterThanOrEqual(looks);
  }).toPass({ intervals: [50] });
}
