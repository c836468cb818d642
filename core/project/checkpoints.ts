/** The checkpoints of a project's runs: how they are called, and which of them are kept. */

export interface Checkpoint {
  /** The run's id, which is the name of the folder that it lies in. */
  readonly run: string;
  /** Whole epochs done. */
  readonly epoch: number;
  readonly bytes: number;
}

const PATTERN = /^epoch-(\d{4,9})\.safetensors$/;

/** `epoch-0001.safetensors` */
export function checkpointName(epoch: number): string {
  return `epoch-${String(epoch).padStart(4, '0')}.safetensors`;
}

/** Where a checkpoint lies in the folder of runs. */
export function checkpointFile({ run, epoch }: Pick<Checkpoint, 'run' | 'epoch'>): string {
  return `${run}/${checkpointName(epoch)}`;
}

/** What the name of a file in the folder of runs says; null where it is no checkpoint's. */
export function readCheckpointFile(name: string): Pick<Checkpoint, 'run' | 'epoch'> | null {
  const [run, file, ...more] = name.split('/');
  const epoch = PATTERN.exec(file ?? '')?.[1];
  return run && epoch !== undefined && more.length === 0 ? { run, epoch: Number(epoch) } : null;
}

export interface Room {
  /** Bytes that all of them together may take. */
  readonly bytes: number;
  /** Checkpoints that a run may have. */
  readonly perRun: number;
}

/**
 * The checkpoints to let go of, so that the rest have room. Older runs give way first. Within a run the older epochs are
 * thinned out, so that what stays lies the closer together the younger it is; the last one and the best always stay.
 *
 * @param all by run, the oldest run first, and by epoch
 * @param best the epoch of a run that came out best, where that is known
 */
export function surplus<T extends Checkpoint>(
  all: readonly T[],
  room: Room,
  best: (run: string) => number | null,
): readonly T[] {
  const runs = [...new Set(all.map(({ run }) => run))].map((run) => all.filter((one) => one.run === run));
  let total = all.reduce((sum, { bytes }) => sum + bytes, 0);
  const gone: T[] = [];
  for (let kept of runs) {
    while (kept.length > room.perRun || total > room.bytes) {
      const next = leastMissed(kept, best((kept[0] as T).run));
      if (!next) break;
      kept = kept.filter((one) => one !== next);
      total -= next.bytes;
      gone.push(next);
    }
  }
  return gone;
}

/** The one whose neighbours lie closest together for its age; null where all that is left always stays. */
function leastMissed<T extends Checkpoint>(kept: readonly T[], best: number | null): T | null {
  const last = kept[kept.length - 1] as T;
  let found: T | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < kept.length - 1; at++) {
    const one = kept[at] as T;
    if (one.epoch === best) continue;
    const gap = (kept[at + 1] as T).epoch - (kept[at - 1]?.epoch ?? 0);
    const missed = gap / (last.epoch - one.epoch);
    if (missed < least) [found, least] = [one, missed];
  }
  return found;
}
