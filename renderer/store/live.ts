import { create } from 'zustand';
import type { Boundary, FlowSnapshot } from '../engine/api.ts';

/** Pictures of the network as it is now, refreshed a few times a second while it trains. */
interface LiveStore {
  readonly boundary: Boundary | null;
  readonly flow: FlowSnapshot | null;
}

export const useLive = create<LiveStore>()(() => ({ boundary: null, flow: null }));
