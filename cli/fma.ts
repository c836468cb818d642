import v8 from 'node:v8';
import { isFmaSupported, NODE_FLAG } from '../core/runtime/webasm/relaxedSimd.ts';
import { UsageError } from './arguments.ts';

/** Lets webasm use fused multiply-add, which Node knows but keeps back before version 22. Throws where it cannot be had. */
export function allowFma(): void {
  if (!isFmaSupported()) v8.setFlagsFromString(NODE_FLAG);
  if (!isFmaSupported()) throw new UsageError('--fma: this Node has no fused multiply-add');
}
