import type { Shape } from '../shape.ts';

export const en = {
  title: 'runs',
} as const;

export const ja: Shape<typeof en> = {
  title: 'runs',
};
