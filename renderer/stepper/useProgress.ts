import * as Comlink from 'comlink';
import { useRef, useState } from 'react';

export interface Progress {
  readonly done: number;
  readonly of: number;
}

/** A long computation of the engine that can be followed and stopped. */
export function useProgress() {
  const [progress, setProgress] = useState<Progress | null>(null);
  const stopped = useRef(false);
  const onProgress = Comlink.proxy((done: number, of: number) => {
    setProgress({ done, of });
    return !stopped.current;
  });
  return {
    progress,
    stop: () => {
      stopped.current = true;
    },
    async follow<T>(work: (report: typeof onProgress) => Promise<T>): Promise<T> {
      stopped.current = false;
      setProgress({ done: 0, of: 1 });
      try {
        return await work(onProgress);
      } finally {
        setProgress(null);
      }
    },
  };
}
