import type { DataSettings } from '../../core/data/settings.ts';

export function dataRevision(data: DataSettings | null): string {
  return JSON.stringify(data);
}
