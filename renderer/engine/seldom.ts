import type { TellProgress } from './api.ts';

/** Between two reports of how far a file is read, in milliseconds. */
const PAUSE = 100;

/** Tells now and then what happens far more often; nothing of what is over at once. */
export function seldom(tell: TellProgress): TellProgress {
  let last = performance.now();
  return (file, done, total) => {
    if (performance.now() - last < PAUSE) return;
    last = performance.now();
    tell(file, done, total);
  };
}
