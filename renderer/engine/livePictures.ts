import { useEffect } from 'react';
import { hasPlane, planeOf } from '../charts/plane.ts';
import { useData } from '../store/data.ts';
import { useDocument } from '../store/document.ts';
import { useLive } from '../store/live.ts';
import { validated } from '../store/problems.ts';
import { isBusy, useRun } from '../store/run.ts';
import { useView } from '../store/view.ts';
import type { Boundary } from './api.ts';
import { Refresher } from './refresh.ts';
import { ask } from './turns.ts';

/** Cells a side of the picture: enough for the borders that small networks draw, few enough for many frames. */
const SIZE = 48;
const BOUNDARY_PAUSE = 150;

/** Keeps the live pictures up to date while anything shows them: the boundary, and with it one for each block. */
export function useLivePictures(): void {
  useEffect(startLivePictures, []);
}

function startLivePictures(): () => void {
  const refresher = new Refresher<Boundary | null>({
    pause: BOUNDARY_PAUSE,
    share: 0.5,
    look: async () => {
      const { summary } = useData.getState();
      if (!isShown() || !hasPlane(summary)) return null;
      return ask((engine) => engine.boundary(SIZE, planeOf(summary.points)));
    },
    take: (boundary) => {
      // While another model is being taken in hand there is no answer for a moment: the last picture stands.
      if (boundary) useLive.setState({ boundary });
    },
  });
  // A picture of a network or of data that there is no more would pass for one of the present ones.
  const clear = () => {
    if (useLive.getState().boundary && !isSound()) useLive.setState({ boundary: null });
  };
  const follow = () => {
    clear();
    refresher.poke();
  };
  const stops = [
    useRun.subscribe((now, before) => now.version !== before.version && refresher.poke(!isBusy(now))),
    useDocument.subscribe((now, before) => now.graph !== before.graph && clear()),
    useData.subscribe(follow),
    useView.subscribe((now, before) => now !== before && isShown(now) && !isShown(before) && refresher.poke()),
  ];
  const wake = () => refresher.poke();
  document.addEventListener('visibilitychange', wake);
  follow();
  return () => {
    refresher.stop();
    document.removeEventListener('visibilitychange', wake);
    for (const stop of stops) stop();
    useLive.setState({ boundary: null });
  };
}

/** Whether the picture is to be seen: in the Train panel, or on the cards of blocks. */
function isShown({ dockOpen, dockTab, livePictures } = useView.getState()): boolean {
  return !document.hidden && (livePictures || (dockOpen && dockTab === 'train'));
}

function isSound(): boolean {
  const { summary } = useData.getState();
  return hasPlane(summary) && validated(useDocument.getState().graph, summary.facts).ok;
}
