import { FmaFunctionNode } from './fma.ts';
import { FunctionNode } from './functionNode.ts';
import { Kernel } from './kernel.ts';

/** In which ways a kernel may differ from the plainest one. */
export interface Ways {
  /** Fused multiply-add: other last bits. */
  readonly fma?: boolean | undefined;
  /** Blocks of sixteen columns, for engines that join two vectors to one of 256 bits: the same bits. */
  readonly wide?: boolean | undefined;
}

/** The class of such kernels. They are made with GPU.js's settings, so what else they have to know lies in their class. */
export function kernelClass({ fma = false, wide = false }: Ways): typeof Kernel {
  return class extends Kernel {
    override get nodeClass() {
      return fma ? FmaFunctionNode : FunctionNode;
    }

    override get widestBlock(): number {
      return wide ? 4 : 2;
    }
  };
}
