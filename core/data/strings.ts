/** From this length on, engines let a substring share the memory of the text that it was cut from. */
const SHARED_FROM = 13;

/** A text with memory of its own: a cell that is kept must not keep its whole file alive. */
export function detached(text: string): string {
  return text.length < SHARED_FROM ? text : (JSON.parse(JSON.stringify(text)) as string);
}

/** One string for all that are alike, each with memory of its own. */
export class Names {
  readonly #kept = new Map<string, string>();

  keep(text: string): string {
    let name = this.#kept.get(text);
    if (name === undefined) {
      name = detached(text);
      this.#kept.set(name, name);
    }
    return name;
  }
}
