/** Data files that examples bring along, by the path that their projects know them by. */
const bundled = import.meta.glob<string>('../../examples/*/*.{txt,txt.gz}', { query: '?url', import: 'default' });

/** Loads the address of such a file; undefined where there is none. */
export const bundledAt = (path: string) => bundled[`../../examples/${path}`];
