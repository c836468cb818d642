/** The tape's controls in the top bar. */
export function TapeControls() {
  return null;
}
