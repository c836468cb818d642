import {
  Activity,
  ArrowRightToLine,
  Combine,
  Crosshair,
  Dices,
  Grid3x3,
  type LucideIcon,
  Percent,
  Plus,
  Sigma,
  Spline,
  Target,
  TrendingUp,
  Waves,
} from 'lucide-react';
import type { BlockType } from '../../core/blocks/index.ts';

/** Each block's sign; together with its title it says more than its colour. */
export const blockIcons: Readonly<Record<BlockType, LucideIcon>> = {
  input: ArrowRightToLine,
  linear: Grid3x3,
  relu: TrendingUp,
  leakyRelu: Activity,
  sigmoid: Spline,
  tanh: Waves,
  softmax: Percent,
  add: Plus,
  concat: Combine,
  dropout: Dices,
  crossEntropy: Target,
  meanSquaredError: Crosshair,
};

export const unknownIcon: LucideIcon = Sigma;
