import { chain, sketch } from '../../core/testing/networks.ts';
import type { Host } from '../hosts.ts';
import type { Editor } from '../pages/editor.ts';

/** How a user comes to meet a Problem, and what the app then says of it. */
export interface Way {
  /** What the user does, in a window in which anything may be open. */
  readonly reach: (user: User) => Promise<void>;
  /** Where the message stands. */
  readonly place: Place;
  /** The message in English, word for word; a pattern where it names what differs from run to run. */
  readonly en: string | RegExp;
  /** The same in Japanese, where it says more than that it is there. */
  readonly ja?: string;
  /** The block that is marked. */
  readonly block?: string;
  /** What the button says that mends it; it is pressed, and the message must be gone. */
  readonly fix?: string;
  /** Only there can it be met; without it a browser will do. */
  readonly host?: 'desktop';
}

export interface User {
  readonly editor: Editor;
  readonly host: Host;
}

/** A corner of the window, the tab Problems, the tab Data, a dialog, or beside the pointer. */
export type Place = 'notice' | 'problems' | 'data' | 'dialog' | 'pointer';

/** 2-2 with cross entropy: sound, so that what a way adds is all that is wrong with it. */
export const sound = chain(2, [['linear1', 'linear', { units: 2 }]], ['loss', 'crossEntropy']);

/** Data that fit it. */
export const xor = { source: { kind: 'generated', generator: 'xor' } };

/** A project file as a stranger may have written it. */
export function project(more: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ format: 'gradwire', version: 1, name: 'Strange', graph: sound, data: xor, ...more });
}

export { chain, sketch };

/** A file is dropped on the window. */
export const file =
  (name: string, content: string | Uint8Array): Way['reach'] =>
  ({ editor }) =>
    editor.drop(name, content);

/** A project is dropped on the window, and opens for all that is wrong with it. */
export const dropped =
  (more: Readonly<Record<string, unknown>>): Way['reach'] =>
  async ({ editor }) => {
    await editor.drop('strange.gradwire', project(more));
    await editor.mention('strange.gradwire').waitFor();
  };

/** Data files are dropped on the window, and then a project that names them. */
export const withData =
  (files: Readonly<Record<string, string | Uint8Array>>, data: object, more: object = {}): Way['reach'] =>
  async (user) => {
    for (const [name, content] of Object.entries(files)) {
      await user.editor.drop(name, content);
      await user.editor.mention(name).waitFor();
    }
    await dropped({ data, ...more })(user);
  };
