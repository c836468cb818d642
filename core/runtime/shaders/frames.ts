import { isSum, type Place } from './place.ts';

/** A stretch of a program within braces, with the loads that are known in it. */
interface Frame {
  /** The loop's counter, where the stretch is the body of a counted loop. */
  readonly counter: string | null;
  /** Loads that do not depend on what the lines do; they go first. */
  readonly first: string[];
  readonly lines: string[];
  readonly kept: Map<string, string>;
}

function frame(counter: string | null): Frame {
  return { counter, first: [], lines: [], kept: new Map() };
}

/**
 * The lines of a program as they are written. A load whose place is known in advance is made once, in the outermost loop
 * in which it does not change.
 */
export class Frames {
  readonly #frames: Frame[] = [frame(null)];
  #names = 0;

  push(line: string): void {
    this.#top.lines.push(line);
  }

  get text(): string {
    const { first, lines } = this.#frames[0] as Frame;
    return [...first, ...lines].join('\n');
  }

  newName(start: string): string {
    return `${start}${this.#names++}`;
  }

  /** Writes something within braces. */
  within(head: string, write: () => void, counter: string | null = null): void {
    this.#frames.push(frame(counter));
    write();
    const { first, lines } = this.#frames.pop() as Frame;
    this.#top.lines.push(`${head} {`, ...first, ...lines, '}');
  }

  /**
   * The name of a load's result, which is loaded at its first use.
   *
   * @param from the places it depends on
   */
  keep(load: string, from: readonly Place[], declare: (name: string) => string): string {
    for (const { kept } of this.#frames) {
      const known = kept.get(load);
      if (known !== undefined) return known;
    }
    const isKnownBefore = from.every(isSum);
    const home = isKnownBefore ? this.#home(from) : this.#top;
    const name = this.newName('load');
    home.kept.set(load, name);
    (isKnownBefore ? home.first : home.lines).push(declare(name));
    return name;
  }

  get #top(): Frame {
    return this.#frames.at(-1) as Frame;
  }

  /** The innermost loop whose counter the places name, else the whole. */
  #home(from: readonly Place[]): Frame {
    const names = new Set(from.flatMap((place) => (isSum(place) ? [...place.terms.keys()] : [])));
    const loop = [...this.#frames].reverse().find(({ counter }) => counter !== null && names.has(counter));
    return loop ?? (this.#frames[0] as Frame);
  }
}
