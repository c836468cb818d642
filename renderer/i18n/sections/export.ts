import type { Shape } from '../shape.ts';

export const en = {
  title: 'export',
} as const;

export const ja: Shape<typeof en> = {
  title: 'export',
};
