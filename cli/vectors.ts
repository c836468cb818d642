/** What Node's engine is told before it compiles webasm. */
import v8 from 'node:v8';
import { isFmaSupported, NODE_FLAG } from '../core/runtime/webasm/relaxedSimd.ts';
import { nodeFlag } from '../core/runtime/webasm/wideVectors.ts';
import { UsageError } from './arguments.ts';

/** Lets webasm use fused multiply-add, which Node knows but keeps back before version 22. Throws where it cannot be had. */
export function allowFma(): void {
  if (!isFmaSupported()) v8.setFlagsFromString(NODE_FLAG);
  if (!isFmaSupported()) throw new UsageError('--fma: this Node has no fused multiply-add');
}

/** Has the engine join vectors to wider ones. @returns whether it can be told to */
export function joinVectors(): boolean {
  const flag = nodeFlag(process);
  if (flag !== null) v8.setFlagsFromString(flag);
  return flag !== null;
}
