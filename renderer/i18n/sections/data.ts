import type { Shape } from '../shape.ts';

export const en = {
  title: 'data',
} as const;

export const ja: Shape<typeof en> = {
  title: 'data',
};
