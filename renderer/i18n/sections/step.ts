import type { Shape } from '../shape.ts';

export const en = {
  title: 'step',
} as const;

export const ja: Shape<typeof en> = {
  title: 'step',
};
