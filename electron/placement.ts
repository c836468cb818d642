import { type BrowserWindow, type Display, screen } from 'electron';
import { nothingRemembered, placeWindow, type Remembered, remember, rememberedSchema, type Screen } from './bounds.ts';
import { readStored, writeStored } from './stored.ts';

/** A window that is dragged tells of every pixel; it is remembered once it rests. */
const REST_MS = 400;

/** Remembers where windows are, from one start to the next. */
export class Placement {
  readonly #file: string;
  #remembered: Remembered;

  private constructor(file: string, remembered: Remembered) {
    this.#file = file;
    this.#remembered = remembered;
  }

  /** @param file where it is remembered */
  static async load(file: string): Promise<Placement> {
    return new Placement(file, await readStored(file, rememberedSchema, nothingRemembered));
  }

  /** Where the next window goes, `open` windows being there already. */
  next(open: number): ReturnType<typeof placeWindow> {
    const primary = screen.getPrimaryDisplay();
    const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
    return placeWindow(this.#remembered, [screenOf(primary), ...others.map(screenOf)], open);
  }

  /** Remembers where `window` is whenever it comes to rest, and where it was when it closes. */
  watch(window: BrowserWindow): void {
    let timer: NodeJS.Timeout | undefined;
    const rest = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void this.#note(window), REST_MS);
    };
    window.on('move', rest);
    window.on('resize', rest);
    window.on('close', () => void this.#note(window));
    window.on('closed', () => clearTimeout(timer));
  }

  async #note(window: BrowserWindow): Promise<void> {
    if (window.isDestroyed() || window.isMinimized()) return;
    // What the window returns to when it is no longer maximized.
    const bounds = window.getNormalBounds();
    const display = screen.getDisplayMatching(bounds);
    this.#remembered = remember(this.#remembered, String(display.id), bounds, window.isMaximized());
    await writeStored(this.#file, this.#remembered);
  }
}

function screenOf({ id, workArea }: Display): Screen {
  return { key: String(id), workArea };
}
