export default function KernelsPanel() {
  return null;
}
