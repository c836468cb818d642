/** A moment in the reader's way: the time alone where it was today. */
export function momentText(moment: number, language: string): string {
  const at = new Date(moment);
  const time = { hour: '2-digit', minute: '2-digit' } as const;
  const today = at.toDateString() === new Date().toDateString();
  return today
    ? at.toLocaleTimeString(language, time)
    : at.toLocaleDateString(language, { month: 'short', day: 'numeric', ...time });
}

/** Bytes in the unit in which they are read best, of thousands: `0.4 kB`, `12 MB`. */
export function megabytes(bytes: number): string {
  const [size, unit] = bytes < 1e6 ? [bytes / 1e3, 'kB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB'];
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${unit}`;
}
