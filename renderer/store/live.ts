import { create } from 'zustand';
import type { Flow } from '../../core/tape/flow.ts';
import type { Boundary } from '../engine/api.ts';

/** Pictures of the network as it is now, refreshed a few times a second while it trains. */
interface LiveStore {
  readonly boundary: Boundary | null;
  readonly flow: Flow | null;
}

export const useLive = create<LiveStore>()(() => ({ boundary: null, flow: null }));
