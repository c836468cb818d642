import { portAddress } from '../../core/graph/graph.ts';
import type { TapeStep } from '../../core/tape/steps.ts';
import { format } from '../parts/number.ts';
import { useLive } from '../store/live.ts';
import { useRun } from '../store/run.ts';
import { currentStep, useTape } from '../store/tape.ts';
import { useView } from '../store/view.ts';

/** How a wire is drawn while something flows along it. */
export interface WireFlow {
  readonly phase: 'forward' | 'backward' | 'idle';
  /** Whether it comes to the block of the step or leaves it. */
  readonly role: 'arrives' | 'leaves';
  /** The mean absolute value it is drawn from. */
  readonly magnitude: number | null;
  readonly width: number;
  readonly opacity: number;
  /** The magnitude with a sign of its direction, for eyes that tell no colours apart. */
  readonly label: string | null;
}

const STILL: WireFlow = { phase: 'idle', role: 'arrives', magnitude: null, width: 1.5, opacity: 1, label: null };

/** What flows along a wire: something where it ends at the block of the present step, else nothing. */
export function useWireFlow(wire: string): WireFlow {
  const phase = useTape((state) => wirePhase(currentStep(state), wire));
  const role = useTape((state) => wireRole(currentStep(state), wire));
  const magnitude = useTape(({ info }) => (phase === 'idle' ? null : (info?.flow[phase][wire] ?? null)));
  const live = useLiveGradient(wire);
  if (phase !== 'idle') return drawn(phase, role, magnitude);
  return live === null ? STILL : drawn('backward', 'arrives', live);
}

/**
 * All wires of the block of a step carry its phase: forward its inputs arrive and its output leaves; backward the
 * gradient of its output arrives along every wire behind it, and the gradients of its inputs leave. Targets have none.
 */
export function wirePhase(step: TapeStep | null, wire: string): WireFlow['phase'] {
  if (step === null || step.phase === 'update') return 'idle';
  const { from, to } = wireEnds(wire);
  if (from.block !== step.block && to.block !== step.block) return 'idle';
  return step.phase === 'backward' && from.port === 'target' ? 'idle' : step.phase;
}

function wireRole(step: TapeStep | null, wire: string): WireFlow['role'] {
  const end = step?.phase === 'backward' ? 'from' : 'to';
  return wireEnds(wire)[end].block === step?.block ? 'arrives' : 'leaves';
}

/** The two ends of a wire, by the id that the canvas gives it. */
function wireEnds(wire: string) {
  const [from = '', to = ''] = wire.split(' ');
  return { from: portAddress(from), to: portAddress(to) };
}

/** While the network trains and nobody steps, every wire shows the gradient it really carries. */
function useLiveGradient(wire: string): number | null {
  const running = useRun(({ phase }) => phase.kind === 'running');
  const wanted = useView(({ liveFlow }) => liveFlow);
  const stepping = useTape(({ position }) => position !== null);
  const gradient = useLive(({ flow }) => flow?.backward[wire] ?? null);
  return running && wanted && !stepping ? gradient : null;
}

/** The scale is fixed, so that wires can be compared across steps and trainings: one decade of magnitude a step. */
const SMALLEST = -7;
const DECADES = 8;

export function strength(magnitude: number): number {
  if (!Number.isFinite(magnitude)) return 1;
  if (magnitude <= 0) return 0;
  return Math.max(0, Math.min(1, (Math.log10(magnitude) - SMALLEST) / DECADES));
}

function drawn(phase: 'forward' | 'backward', role: WireFlow['role'], magnitude: number | null): WireFlow {
  const share = magnitude === null ? 0 : strength(magnitude);
  const mark = phase === 'forward' ? '▸' : '◂';
  return {
    phase,
    role,
    magnitude,
    width: 1.5 + 5 * share,
    opacity: 0.35 + 0.65 * share,
    label:
      magnitude === null
        ? mark
        : phase === 'forward'
          ? `${format(magnitude, 3)} ${mark}`
          : `${mark} ${format(magnitude, 3)}`,
  };
}
