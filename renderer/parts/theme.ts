import { useSyncExternalStore } from 'react';
import { useView } from '../store/view.ts';

/** Puts the theme on the page, the chosen one or the system's, before anything is drawn in its colours. */
export function startTheme(): void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const { theme } = useView.getState();
    const wanted = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
    const { dataset } = document.documentElement;
    // Drawings watch this attribute; writing it anew would have them all draw again.
    if (dataset.theme !== wanted) dataset.theme = wanted;
  };
  apply();
  useView.subscribe(apply);
  dark.addEventListener('change', apply);
}

/** The theme that is on the page now; drawings that took their colours from it draw again when it changes. */
export function useThemeName(): string {
  return useSyncExternalStore(subscribe, () => document.documentElement.dataset.theme ?? 'light');
}

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}
