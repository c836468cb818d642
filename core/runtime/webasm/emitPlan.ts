import { sizeOf } from '../../tensor.ts';
import { emitMove, type Move } from './linker.ts';
import type { Schedule } from './schedule.ts';
import type { Emitter, ModuleBuilder } from './stock.ts';

/** The function that computes any span of a step's cells, and the shape of what it computes. */
export interface LinkedStep {
  readonly name: string;
  readonly shape: readonly number[];
}

/**
 * Writes and exports `plan(repetitions, thread)`: the steps in order, then the moves, repetition by repetition.
 *
 * @param schedule how threads share the steps; null where there is but one
 * @param panels where the room for panels begins, and how much of it each thread has, in bytes
 */
export function emitPlan(
  module: ModuleBuilder,
  steps: readonly LinkedStep[],
  moves: readonly Move[],
  schedule: Schedule | null,
  panels: { readonly start: number; readonly bytes: number },
): void {
  const em = module.addFunction('plan', { params: ['i32', 'i32'] });
  const thread = 1;
  const panel = em.addLocal('i32');
  em.localGet(thread).i32Const(panels.bytes).i32Mul().i32Const(panels.start).i32Add().localSet(panel);
  const byFirst = (emit: () => void) => {
    if (!schedule) emit();
    else {
      em.localGet(thread).i32Eqz().if_();
      emit();
      em.end();
    }
  };
  em.loop();
  steps.forEach(({ name, shape }, at) => {
    const cells = sizeOf(shape);
    const turn = schedule?.turns[at];
    if (turn?.waits) em.call('barrier');
    const rows = turn?.rows ?? null;
    if (rows === null) byFirst(() => em.i32Const(0).i32Const(cells).localGet(panel).call(name));
    else {
      const share = (rows * cells) / (shape[0] as number);
      pushEdge(em, thread, 0, share, cells);
      pushEdge(em, thread, 1, share, cells);
      em.localGet(panel).call(name);
    }
  });
  if (schedule?.waitsBeforeMoves) em.call('barrier');
  if (moves.length > 0) {
    byFirst(() => {
      for (const move of moves) emitMove(em, move);
    });
  }
  if (schedule) em.call('barrier');
  em.localGet(0).i32Const(1).i32Sub().localTee(0).brIf(0).end();
  module.exportFunction('plan');
}

/** Pushes where a thread's share of the cells begins, or with `further` 1 where it ends. */
function pushEdge(em: Emitter, thread: number, further: 0 | 1, share: number, cells: number): void {
  const edge = em.addLocal('i32');
  em.localGet(thread).i32Const(further).i32Add().i32Const(share).i32Mul().localTee(edge);
  em.i32Const(cells).localGet(edge).i32Const(cells).i32LtS().select();
}
