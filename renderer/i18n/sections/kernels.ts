import type { Shape } from '../shape.ts';

export const en = {
  title: 'kernels',
} as const;

export const ja: Shape<typeof en> = {
  title: 'kernels',
};
