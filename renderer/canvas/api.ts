/** What commands may ask of the canvas; the canvas registers itself while it is on the page. */
export interface CanvasApi {
  fit(): void;
  /** Makes sure that blocks can be seen, moving the view no more than that takes. */
  reveal(ids: readonly string[]): void;
  zoomTo(ids: readonly string[]): void;
  zoomIn(): void;
  zoomOut(): void;
  /** The middle of what is visible, in the canvas's own coordinates. */
  center(): { x: number; y: number };
  /** Sizes of the blocks as they are drawn. */
  sizes(): ReadonlyMap<string, { width: number; height: number }>;
}

let current: CanvasApi | null = null;

export function registerCanvas(api: CanvasApi | null): void {
  current = api;
}

export function canvas(): CanvasApi | null {
  return current;
}
