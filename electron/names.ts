/**
 * The names of all messages. They stand apart from the schemas so that the preload script, which must check names, does
 * not carry a validation library into every page.
 */

/** What the page may ask of main. */
export const requestNames = [
  'file:open',
  'file:openAll',
  'file:openFolder',
  'file:choose',
  'file:reopen',
  'file:save',
  'file:sizeBeside',
  'file:readBeside',
  'runs:write',
  'runs:append',
  'runs:read',
  'runs:list',
  'runs:remove',
  'draft:write',
  'draft:list',
  'draft:remove',
  'recent:list',
  'recent:clear',
  'window:state',
  'window:close',
  'window:new',
  'menu:set',
  'catalogue:list',
  'catalogue:fetch',
  'catalogue:cancel',
  'catalogue:remove',
  'catalogue:read',
  'shell:open',
  'app:info',
] as const;

/** What only the preload script says, for what a page cannot be believed: what the user did to it. */
export const preloadNames = ['file:dropped', 'window:closeHeard'] as const;

/** What main tells the page unasked. */
export const eventNames = ['menu:command', 'file:opened', 'window:closeRequested', 'catalogue:progress'] as const;

export type PageRequest = (typeof requestNames)[number];
export type RequestName = PageRequest | (typeof preloadNames)[number];
export type EventName = (typeof eventNames)[number];
