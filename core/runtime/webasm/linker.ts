import { addFunction, type OwnFunction } from './functions.ts';
import { emitCopy, FLOAT_BYTES, LANES } from './loads.ts';
import type { Emitter, ModuleBuilder } from './stock.ts';

/** `Math`'s functions of two numbers that GPU.js imports; the others take one. */
const OF_TWO: readonly string[] = ['pow', 'atan2'];
/** Up to so many vectors are moved one by one, which then takes less than the call of a routine. */
const FEW = 16;

/** Makes one module of many kernels' functions, so that the kernels of a plan can be called directly. */
export class Linker {
  readonly #module: ModuleBuilder;
  #parts = 0;

  /**
   * @param module an empty one
   * @param pages of the imported memory, 64 KiB each
   * @param isShared whether threads share the memory
   */
  constructor(module: ModuleBuilder, pages: number, isShared: boolean) {
    this.#module = module;
    module.addMemoryImport(pages, pages, isShared);
    // Each kernel counts its globals from 0: x, y and z of a cell, and its number. One runs at a time: they share them.
    for (let global = 0; global < 4; global++) module.addGlobal('i32', true, 0);
  }

  /** Adds what kernels call of `Math`: functions of ours, and functions to import as `math_<name>`. */
  addMath(own: ReadonlySet<OwnFunction>, imported: readonly string[]): void {
    for (const name of imported) {
      this.#module.addFuncImport(`math_${name}`, OF_TWO.includes(name) ? ['f32', 'f32'] : ['f32'], ['f32']);
    }
    for (const name of own) addFunction(this.#module, name);
  }

  /** Takes over the functions of a kernel under names of their own, and returns what the one called `name` is called now. */
  add({ functions, functionIndexByName }: ModuleBuilder, name: string): string {
    const module = this.#module;
    const part = this.#parts++;
    const rename = (old: string) => (old in functionIndexByName ? `${part}.${old}` : old);
    for (const { name: old, emitter } of functions) {
      for (const call of emitter.callFixups) call.name = rename(call.name);
      module.functionIndexByName[rename(old)] = module.functions.length;
      const typeIndex = module._typeIndex(emitter.params, emitter.results);
      module.functions.push({ name: rename(old), emitter, typeIndex });
    }
    return rename(name);
  }
}

/** Moves bytes, whole vectors of them, from one place in memory to another that does not overlap it. */
export function emitMove(em: Emitter, { from, to, bytes }: Move): void {
  const step = LANES * FLOAT_BYTES;
  if (bytes <= FEW * step) {
    for (let at = 0; at < bytes; at += step) {
      em.i32Const(0)
        .i32Const(0)
        .v128Load(from + at, 2)
        .v128Store(to + at, 2);
    }
    return;
  }
  em.i32Const(to).i32Const(from).i32Const(bytes);
  emitCopy(em);
}

/** Bytes to be moved: from where, to where, how many. */
export interface Move {
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
}
