import { create } from 'zustand';
import type { Problem } from '../../core/problem.ts';
import type { Key } from '../i18n/index.ts';

export type Notice =
  | {
      readonly id: number;
      readonly kind: 'info';
      readonly key: Key;
      readonly details?: Readonly<Record<string, string>>;
    }
  | { readonly id: number; readonly kind: 'problem'; readonly problem: Problem };

interface NoticeStore {
  readonly notices: readonly Notice[];
  dismiss(id: number): void;
}

let last = 0;

export const useNotices = create<NoticeStore>()((set) => ({
  notices: [],
  dismiss: (id) => set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) })),
}));

/** Tells the user that something was done, for a few seconds. */
export function notify(key: Key, details?: Readonly<Record<string, string>>): void {
  const id = ++last;
  add({ id, kind: 'info', key, ...(details && { details }) });
  setTimeout(() => useNotices.getState().dismiss(id), 4000);
}

/** Tells what went wrong; it stays until it is dismissed. */
export function notifyProblems(problems: readonly Problem[]): void {
  for (const problem of problems.slice(0, 3)) add({ id: ++last, kind: 'problem', problem });
}

function add(notice: Notice): void {
  useNotices.setState(({ notices }) => ({ notices: [...notices.slice(-3), notice] }));
}
