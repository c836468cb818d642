import type { Key } from '../../i18n/index.ts';

const endings = ['epochs', 'early', 'stopped', 'paused', 'failed', 'running'] as const;

/** A run's ending comes from files too: what is not known is shown as it is. */
export function endingText(t: (key: Key) => string, ending: string): string {
  const known = endings.find((one) => one === ending);
  return known ? t(`runs.endings.${known}`) : ending;
}
