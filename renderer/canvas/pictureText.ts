/** Text in a picture that stands by itself: nobody measures it, and whatever it says stays text. */

/** A text as XML may hold it: what would be markup is escaped, what XML forbids is left out. */
export function escapeXml(text: string): string {
  return wellFormed(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** Without control characters and lone halves of surrogate pairs, which would make the whole file unreadable. */
function wellFormed(text: string): string {
  return [...text]
    .filter((sign) => {
      const code = sign.codePointAt(0) ?? 0;
      const control = code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d;
      const half = code >= 0xd800 && code <= 0xdfff;
      return !control && !half && code !== 0xfffe && code !== 0xffff;
    })
    .join('');
}

/** About how wide a text is in units of its font's size; Chinese and Japanese signs are square. */
export function widthOf(text: string): number {
  return [...text].reduce((sum, sign) => sum + signWidth(sign), 0);
}

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f000}-\u{3ffff}]/u;

function signWidth(sign: string): number {
  if (WIDE.test(sign)) return 1;
  if (/[iIljtf.,:;'|!()[\] ]/.test(sign)) return 0.32;
  return /[mwMW@%]/.test(sign) ? 0.86 : 0.58;
}

/** A text cut to a width, with an ellipsis where something is missing. */
export function truncate(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  for (const sign of text) {
    if (widthOf(kept + sign) > width - 0.8) break;
    kept += sign;
  }
  return `${kept}…`;
}

/** A text in lines of a width, at most so many; it breaks at spaces and between Japanese signs. */
export function wrap(text: string, width: number, most: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of words(paragraph)) {
      if (line !== '' && widthOf(line + word.trimEnd()) > width) {
        lines.push(line.trimEnd());
        line = word.trimStart();
      } else line += word;
    }
    lines.push(line.trimEnd());
  }
  const shown = lines.slice(0, Math.max(1, most)).map((line) => truncate(line, width));
  const last = shown.length - 1;
  if (lines.length > shown.length) shown[last] = truncate(`${shown[last]}……`, width);
  return shown;
}

/** Words with the space behind them; each wide sign is a word. */
function words(text: string): string[] {
  const found: string[] = [];
  let word = '';
  for (const sign of text) {
    if (WIDE.test(sign)) {
      if (word !== '') found.push(word);
      found.push(sign);
      word = '';
    } else {
      word += sign;
      if (sign === ' ') {
        found.push(word);
        word = '';
      }
    }
  }
  return word === '' ? found : [...found, word];
}
