import { useEffect, useState } from 'react';
import { isBusy, useRun } from '../store/run.ts';
import type { RemoteEngine } from './client.ts';
import { Refresher } from './refresh.ts';
import { ask } from './turns.ts';

const SHARE = 0.15;

/** An answer and what it was the answer to. */
interface Seen<T> {
  readonly about: string;
  readonly value: T | null;
}

/**
 * A view of the engine's model for one part of the page, seen again whenever the weights have changed.
 *
 * @param about names what is asked; another name is another question, asked at once. Null asks nothing.
 * @param pause the least time between two looks, in milliseconds
 * @returns the last answer to this very question: undefined until there is one, null where the engine has nothing to
 *   say. Where that is only for a moment, as while another model is being taken in hand, the last answer stands.
 */
export function useLook<T>(
  about: string | null,
  view: (engine: RemoteEngine) => Promise<T | null>,
  pause: number,
): T | null | undefined {
  const [seen, setSeen] = useState<Seen<T> | null>(null);
  // `about` names the question; the function is new every time.
  useEffect(() => {
    if (about === null) return;
    const refresher = new Refresher({
      pause,
      share: SHARE,
      look: () => ask(view),
      take: (value) => setSeen((last) => (value === null && last?.about === about ? last : { about, value })),
    });
    const stop = useRun.subscribe((now, before) => {
      if (now.version !== before.version) refresher.poke(!isBusy(now));
    });
    refresher.poke();
    return () => {
      stop();
      refresher.stop();
    };
  }, [about, pause]);
  return seen?.about === about ? seen.value : undefined;
}
