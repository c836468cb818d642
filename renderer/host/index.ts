import { browserHost } from './browser.ts';
import { electronHost } from './electron.ts';
import type { Host } from './host.ts';

export type { FileKind, FileToken, GivenData, Host, HostDraft, Opened, Recent } from './host.ts';

export { isUpload } from './host.ts';

/** The surroundings that the app finds itself in. */
export const host: Host = window.gradwire ? electronHost(window.gradwire) : browserHost();
