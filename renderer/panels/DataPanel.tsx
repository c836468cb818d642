export default function DataPanel() {
  return null;
}
