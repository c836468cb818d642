import type { Shape } from '../shape.ts';

export const en = {
  title: 'train',
} as const;

export const ja: Shape<typeof en> = {
  title: 'train',
};
