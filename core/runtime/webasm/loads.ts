import type { Emitter } from './stock.ts';

/** Four floats are read with their natural alignment of four bytes. */
const ALIGNMENT = 2;
export const FLOAT_BYTES = 4;
export const LANES = 4;

/**
 * Reads four floats, `stride` floats apart, from the address on the stack plus `offset` bytes: a lane each, the first
 * float in all lanes where the stride is 0. The stride is not negative.
 */
export function loadLanes(em: Emitter, stride: number, offset: number): void {
  if (stride === 0) loadSplat(em, offset);
  else if (stride === 1) em.v128Load(offset, ALIGNMENT);
  else loadStrided(em, stride, offset);
}

function loadStrided(em: Emitter, stride: number, offset: number): void {
  const address = em.addLocal('i32');
  em.localTee(address);
  loadSplat(em, offset);
  const lanes = em.addLocal('v128');
  for (let lane = 1; lane < LANES; lane++) {
    em.localSet(lanes).localGet(address).localGet(lanes);
    loadLane(em, lane, offset + lane * stride * FLOAT_BYTES);
  }
}

/** Writes four lanes, `stride` floats apart, to the address on the stack plus `offset` bytes. */
export function storeLanes(em: Emitter, stride: number, offset: number, lanes: number): void {
  if (stride === 1) {
    em.localGet(lanes).v128Store(offset, ALIGNMENT);
    return;
  }
  const address = em.addLocal('i32');
  em.localSet(address);
  for (let lane = 0; lane < LANES; lane++) {
    em.localGet(address).localGet(lanes);
    storeLane(em, lane, offset + lane * stride * FLOAT_BYTES);
  }
}

/** `memory.copy`: of the address below, the one above it, and the number of bytes on top of the stack. */
export function emitCopy(em: Emitter): void {
  em.bytes.push(0xfc, 0x0a, 0, 0);
}

/** `v128.load32_splat` */
function loadSplat(em: Emitter, offset: number): void {
  em.bytes.push(0xfd, 0x09, ALIGNMENT, ...unsigned(offset));
}

/** `v128.load32_lane` */
function loadLane(em: Emitter, lane: number, offset: number): void {
  em.bytes.push(0xfd, 0x56, ALIGNMENT, ...unsigned(offset), lane);
}

/** `v128.store32_lane` */
function storeLane(em: Emitter, lane: number, offset: number): void {
  em.bytes.push(0xfd, 0x5a, ALIGNMENT, ...unsigned(offset), lane);
}

/** LEB128, as WebAssembly writes its integers. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}
