import type { Binary, Expression } from './ast.ts';
import { FunctionNode } from './functionNode.ts';
import { RELAXED_MADD } from './relaxedSimd.ts';
import type { Category } from './stock.ts';

/**
 * Translates a kernel so that its lanes use fused multiply-add. It rounds once where two instructions round twice, so the last
 * bits of results are others than GPU.js's, and those of a processor without the instruction others again: for those who ask
 * for it.
 */
export class FmaFunctionNode extends FunctionNode {
  override vexprBinary(node: Binary): Category {
    const fused = this.#productAndRest(node);
    if (!fused) return super.vexprBinary(node);
    const [{ left, right }, rest] = fused;
    for (const part of [left, right, rest]) this.vEmitByType(part, 'vf32');
    this.em.bytes.push(...RELAXED_MADD);
    return 'vf32';
  }

  /** What a sum of floats multiplies, and what it adds to that; null for any other expression. */
  #productAndRest({ operator, left, right }: Binary): [product: Binary, rest: Expression] | null {
    if (operator !== '+' || !this.#isFloat(left) || !this.#isFloat(right)) return null;
    if (isProduct(right)) return [right, left];
    return isProduct(left) ? [left, right] : null;
  }

  #isFloat(part: Expression): boolean {
    const type = this.getType(part);
    return type === 'Number' || type === 'Float';
  }
}

function isProduct(node: Expression): node is Binary {
  return node.type === 'BinaryExpression' && node.operator === '*';
}
