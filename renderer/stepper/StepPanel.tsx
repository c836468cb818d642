export default function StepPanel() {
  return null;
}
