import * as Comlink from 'comlink';
import { useEffect, useMemo, useState } from 'react';
import { usePart } from '../../charts/PartChoice.tsx';
import type { AssessmentReply } from '../../engine/api.ts';
import { useLook } from '../../engine/look.ts';
import type { Progress } from '../../stepper/useProgress.ts';
import { useData } from '../../store/data.ts';
import { useDocument } from '../../store/document.ts';
import { useEvaluation } from '../../store/evaluation.ts';
import { isStale, useRun } from '../../store/run.ts';

/** The least time between two assessments while a training goes on, in milliseconds. */
const PAUSE = 700;
/** After so long a wait its progress is shown. */
const PATIENCE = 700;

export interface AssessmentState {
  readonly report: AssessmentReply | null;
  /** The report is of the network as it was before the last change. */
  readonly stale: boolean;
  /** There are no trained weights to assess. */
  readonly untrained: boolean;
  /** How far one is that takes its time. */
  readonly progress: Progress | null;
  /** It was told to stop, and waits to be told to go on. */
  readonly stopped: boolean;
  stop(): void;
  start(): void;
}

/** The assessment of the chosen part, made anew whenever the weights have changed. */
export function useAssessment(): AssessmentState {
  const part = usePart();
  const revision = useData((state) => state.revision);
  const origin = useRun((state) => state.origin);
  const begun = useRun((state) => state.update !== null);
  const given = useDocument(({ weights, state }) => weights !== null || state !== null);
  const edited = useDocument((document) => isStale(origin, document));
  const trained = origin ? begun && !edited : given;
  const [stopped, setStopped] = useState(false);
  const about = `assess ${part} ${revision} ${origin?.id ?? ''}`;
  // Another part, or another training, is another question.
  useEffect(() => setStopped(false), [about]);
  const [progress, watch] = useWatch(() => setStopped(true));
  const found = useLook(
    trained && !stopped ? about : null,
    (engine) => watch((report) => engine.assess(part, report)),
    PAUSE,
  );
  useEffect(() => {
    if (found) useEvaluation.setState({ kept: { about, report: found } });
  }, [found, about]);
  const kept = useEvaluation((state) => state.kept);
  const fresh = kept?.about === about && trained;
  return {
    report: found ?? (fresh || !trained ? (kept?.report ?? null) : null),
    stale: !trained,
    untrained: !trained && kept === null,
    progress,
    stopped: stopped && trained,
    stop: () => watch.stop(),
    start: () => setStopped(false),
  };
}

type Report = (done: number, of: number) => boolean;

/** Follows one computation of the engine after the other; those that are quick show no progress. */
function useWatch(onStop: () => void) {
  const [progress, setProgress] = useState<Progress | null>(null);
  const watch = useMemo(() => {
    let stopped = false;
    const run = async <T>(work: (report: Report) => Promise<T>): Promise<T> => {
      const start = performance.now();
      stopped = false;
      const report = Comlink.proxy((done: number, of: number) => {
        if (performance.now() - start > PATIENCE) setProgress({ done, of });
        return !stopped;
      });
      try {
        return await work(report);
      } finally {
        setProgress(null);
      }
    };
    return Object.assign(run, {
      stop: () => {
        stopped = true;
        onStop();
      },
    });
  }, []);
  return [progress, watch] as const;
}
