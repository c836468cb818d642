/** What was asked for of a theme: each question makes the browser work out its styles anew, in the midst of drawing. */
let known = { theme: '', values: new Map<string, string>() };

/** A colour of the theme as `#rrggbb`, or another of its values, for what draws on a canvas. */
export function themeValue(name: `--${string}`): string {
  const { theme = '' } = document.documentElement.dataset;
  if (known.theme !== theme) known = { theme, values: new Map() };
  const found = known.values.get(name);
  if (found) return found;
  const text = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  // A built stylesheet writes #fff for #ffffff.
  const value = text.replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3');
  known.values.set(name, value);
  return value;
}
