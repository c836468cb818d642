import { z } from 'zod';
import { fragmentOf, paste as pasteInto, removeBlocks, removeNotes } from '../../core/graph/edit.ts';
import type { Graph } from '../../core/graph/graph.ts';
import { readProject, writeProject } from '../../core/project/file.ts';
import { placed } from '../canvas/arrange.ts';
import { useDocument } from '../store/document.ts';
import { newProject } from '../store/newProject.ts';
import { notify } from '../store/notice.ts';
import { useView } from '../store/view.ts';

/** Windows of the same app share this; other programs get the text on the system's clipboard. */
const SHARED = 'gradwire.clipboard';
const OFFSET = 40;
let pastes = 0;

/** The selected blocks as text: a project file of nothing but them, so that it can be read with the same care. */
function selectionText(): string | null {
  const { graph } = useDocument.getState();
  const fragment = fragmentOf(graph, useView.getState().selection);
  if (fragment.blocks.length === 0 && !fragment.notes) return null;
  return writeProject({ ...newProject(), data: null, name: 'clipboard', graph: fragment });
}

export function copy(): boolean {
  const text = selectionText();
  if (text === null) return false;
  pastes = 0;
  localStorage.setItem(SHARED, text);
  return true;
}

export function cut(): void {
  if (copy()) removeSelection('cut', false);
}

export function paste(text = localStorage.getItem(SHARED)): void {
  const fragment = text === null ? null : readFragment(text);
  if (!fragment) {
    notify('notice.notPasted');
    return;
  }
  pastes += 1;
  insert(fragment, 'paste', OFFSET * pastes);
}

export function duplicate(): void {
  const { graph } = useDocument.getState();
  insert(fragmentOf(graph, useView.getState().selection), 'duplicate', OFFSET);
}

function insert(fragment: Graph, key: 'paste' | 'duplicate', offset: number): void {
  const { graph, edit } = useDocument.getState();
  const result = pasteInto(graph, fragment, { x: offset, y: offset });
  edit({ key }, { graph: result.graph });
  useView.getState().select(result.ids);
}

/** Text from anywhere is hostile: it is read as a project file or not at all. */
function readFragment(text: string): Graph | null {
  if (!z.string().max(5_000_000).safeParse(text).success || !text.trimStart().startsWith('{')) return null;
  const result = readProject(text, 'clipboard');
  return result.ok ? placed(result.value.graph) : null;
}

/** Removes what is selected: blocks, notes and wires. */
export function removeSelection(key: 'remove' | 'cut', heal: boolean): void {
  const { graph, edit } = useDocument.getState();
  const { selection, selectedWires } = useView.getState();
  const wires = new Set(selectedWires);
  const withoutWires = { ...graph, wires: graph.wires.filter(({ from, to }) => !wires.has(`${from} ${to}`)) };
  const next = removeNotes(removeBlocks(withoutWires, selection, heal), selection);
  const detail = selection.length === 1 ? (selection[0] as string) : String(selection.length + wires.size);
  edit(selection.length > 0 ? { key, detail } : { key: 'disconnect' }, { graph: next });
  useView.getState().select([]);
}

/** Lets the system's own copy, cut and paste work on blocks wherever no text is being edited. */
export function listenForClipboard(): () => void {
  const busy = (event: ClipboardEvent) => {
    const { target } = event;
    const field = target instanceof HTMLElement && target.closest('input, textarea, [contenteditable="true"]') !== null;
    return field || (window.getSelection()?.toString() ?? '') !== '';
  };
  const onCopy = (event: ClipboardEvent) => {
    const text = busy(event) ? null : selectionText();
    if (text === null) return;
    event.preventDefault();
    event.clipboardData?.setData('text/plain', text);
    if (event.type === 'cut') cut();
    else copy();
  };
  const onPaste = (event: ClipboardEvent) => {
    if (busy(event)) return;
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!readFragment(text)) return;
    event.preventDefault();
    paste(text);
  };
  document.addEventListener('copy', onCopy);
  document.addEventListener('cut', onCopy);
  document.addEventListener('paste', onPaste);
  return () => {
    document.removeEventListener('copy', onCopy);
    document.removeEventListener('cut', onCopy);
    document.removeEventListener('paste', onPaste);
  };
}
