/** What the app asked of the system: links opened, pop-ups refused, boxes shown. Tests read it through `app.evaluate`. */
export const journal: { readonly what: string; readonly detail: unknown }[] = [];

export function note(what: string, detail: unknown): void {
  journal.push({ what, detail });
}

/** What main did that the double cannot do, and what failed where nobody waits: a test that meets one has failed. */
export const faults: string[] = [];

export function report(what: string, error: unknown): void {
  faults.push(`${what}: ${error}`);
  console.error(`electron double: ${what}:`, error);
}
