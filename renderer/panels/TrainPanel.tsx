export default function TrainPanel() {
  return null;
}
