import { useEffect } from 'react';
import type { Flow } from '../../core/tape/flow.ts';
import { useLive } from '../store/live.ts';
import { useRun } from '../store/run.ts';
import { useTape } from '../store/tape.ts';
import { useView } from '../store/view.ts';
import { Refresher } from './refresh.ts';
import { ask } from './turns.ts';

/** In milliseconds. Each look is drawn as well, which where there is no GPU costs more than the look itself. */
const PAUSE = 600;
/** Of the engine's time: what is looked at must not keep the training from its work. */
const SHARE = 0.05;

/** While a training runs and nobody steps, the gradients along the wires are asked for once or twice a second. */
export function useLiveFlow(): void {
  useEffect(startLiveFlow, []);
}

function startLiveFlow(): () => void {
  const refresher = new Refresher<Flow | null>({
    pause: PAUSE,
    share: SHARE,
    look: async () => (isShown() ? ask((engine) => engine.flow()) : null),
    take: (flow) => {
      if (flow) useLive.setState({ flow });
    },
  });
  const stops = [
    useRun.subscribe((now, before) => now.version !== before.version && isShown() && refresher.poke()),
    // The figures of a training that has ended say nothing of the next.
    useRun.subscribe((now, before) => now.phase !== before.phase && !isRunning() && useLive.setState({ flow: null })),
  ];
  return () => {
    refresher.stop();
    for (const stop of stops) stop();
  };
}

function isShown(): boolean {
  return isRunning() && useView.getState().liveFlow && useTape.getState().position === null && !document.hidden;
}

function isRunning(): boolean {
  return useRun.getState().phase.kind === 'running';
}
