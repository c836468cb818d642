import { useEffect, useState } from 'react';
import type { StoreApi } from 'zustand';

/**
 * Part of a store, no more often than every so many milliseconds: a small network tells of sixty epochs a second, and no
 * eye follows that many redrawings. The last state always arrives. All who wait equally long are told at the same time, so
 * that one frame shows what is new of all of them. The selector must not change from render to render.
 */
export function useThrottled<State, Part>(
  store: Pick<StoreApi<State>, 'getState' | 'subscribe'>,
  select: (state: State) => Part,
  milliseconds: number,
): Part {
  const [part, setPart] = useState(() => select(store.getState()));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = () => {
      timer = undefined;
      setPart(() => select(store.getState()));
    };
    const stop = store.subscribe(() => {
      timer ??= setTimeout(take, milliseconds - (performance.now() % milliseconds));
    });
    take();
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [store, select, milliseconds]);
  return part;
}
