/** An integer in a shader: a sum over names that do not change where it is used, or any other text. */
export type Place = Sum | { readonly text: string; readonly isFixed: boolean };

export interface Sum {
  readonly terms: ReadonlyMap<string, number>;
  readonly constant: number;
}

export function sum(terms: Readonly<Record<string, number>>, constant = 0): Sum {
  return { terms: new Map(Object.entries(terms).filter(([, times]) => times !== 0)), constant };
}

export function isSum(place: Place): place is Sum {
  return 'terms' in place;
}

/** `a + times * b`. */
export function plus(a: Sum, b: Sum, times = 1): Sum {
  const terms = new Map(a.terms);
  for (const [name, factor] of b.terms) terms.set(name, (terms.get(name) ?? 0) + times * factor);
  return { terms: new Map([...terms].filter(([, factor]) => factor !== 0)), constant: a.constant + times * b.constant };
}

/** The same for any places. */
export function combine(a: Place, b: Place, times: number): Place {
  if (isSum(a) && isSum(b)) return plus(a, b, times);
  const scaled = times === 1 ? textOf(b) : `(${textOf(b)}) * ${times}`;
  return { text: `${textOf(a)} + ${scaled}`, isFixed: isFixed(a) && isFixed(b) };
}

/** Whether a place is the same wherever its names are known. */
export function isFixed(place: Place): boolean {
  return isSum(place) || place.isFixed;
}

/** The quotient and remainder of a division by a power of two; the remainder is a number where it is known beforehand. */
export function divide(place: Place, size: number): { readonly quotient: string; readonly rest: number | string } {
  if (isSum(place) && [...place.terms.values()].every((times) => times % size === 0)) {
    const rest = ((place.constant % size) + size) % size;
    const terms = new Map([...place.terms].map(([name, times]) => [name, times / size]));
    return { quotient: textOf({ terms, constant: (place.constant - rest) / size }), rest };
  }
  const text = textOf(place);
  return { quotient: `((${text}) >> ${Math.log2(size)})`, rest: `((${text}) & ${size - 1})` };
}

export function textOf(place: Place): string {
  if (!isSum(place)) return place.text;
  const parts = [...place.terms].map(([name, times]) => (times === 1 ? name : `${times} * ${name}`));
  if (place.constant !== 0 || parts.length === 0) parts.push(String(place.constant));
  return parts.join(' + ').replaceAll('+ -', '- ');
}
