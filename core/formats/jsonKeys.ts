/**
 * The first key that stands twice in one object of a JSON text, or null. `JSON.parse` keeps the last of two equal keys
 * without a word, so that a file could show one thing to this reader and another to the next.
 *
 * `json` must have passed `JSON.parse`. It is scanned by hand and without recursion: a regular expression or a
 * recursive descent over a hostile header of 100 MB would run out of stack.
 */
export function duplicateKey(json: string): string | null {
  const open: (Set<string> | null)[] = [];
  let at = 0;
  while (at < json.length) {
    const character = json[at];
    if (character === '{') open.push(new Set());
    else if (character === '[') open.push(null);
    else if (character === '}' || character === ']') open.pop();
    else if (character === '"') {
      const end = endOfString(json, at);
      const keys = open.at(-1);
      if (keys && isKey(json, end)) {
        const key: string = JSON.parse(json.slice(at, end));
        if (keys.has(key)) return key;
        keys.add(key);
      }
      at = end - 1;
    }
    at++;
  }
  return null;
}

/** The index behind the closing quote of the string that opens at `start`. */
function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** Whether a colon follows, white space aside. */
function isKey(json: string, end: number): boolean {
  let at = end;
  while (json[at] === ' ' || json[at] === '\n' || json[at] === '\r' || json[at] === '\t') at++;
  return json[at] === ':';
}
