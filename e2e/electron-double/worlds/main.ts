/** Runs first in the page's own world: takes what the preload script exposes, and refuses windows as a denial does. */
import { Bridge } from './bridge.ts';
import { isPage, OPEN } from './settings.ts';

if (isPage()) {
  const bridge = new Bridge(`page-${settings.token}`, `preload-${settings.token}`);

  bridge.onExpose = (key, api) => {
    if (key in window) throw new Error('Cannot bind an API on top of an existing property on the window object');
    Object.defineProperty(window, key, { value: freeze(api), enumerable: true });
  };

  const open = (url: string, frameName: string, features: string) => {
    bridge.call(OPEN, [new URL(url || 'about:blank', location.href).href, frameName, features]);
    return null;
  };
  window.open = (url = '', frameName = '', features = '') => open(String(url), frameName, features);
  addEventListener('click', (event) => {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (link?.target !== '_blank' || event.defaultPrevented) return;
    event.preventDefault();
    open(link.href, '', '');
  });
}

/** Electron freezes what is exposed, all the way down, but not what calls return. */
function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(freeze);
  return Object.freeze(value);
}
