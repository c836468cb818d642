import { Curves } from './train/Curves.tsx';
import { PlanePanel } from './train/PlanePanel.tsx';
import { SidePanel } from './train/SidePanel.tsx';
import { TrainingForm } from './train/TrainingForm.tsx';

/** Training at a glance: how it is done, how it goes, and what has been learnt so far. */
export default function TrainPanel() {
  return (
    <div className="train-panel scroll">
      <div className="train-grid">
        <TrainingForm />
        <Curves metric="loss" />
        <Curves metric="accuracy" />
        <PlanePanel />
        <SidePanel />
      </div>
    </div>
  );
}
