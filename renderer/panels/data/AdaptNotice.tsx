import { AlertTriangle, Wrench } from 'lucide-react';
import type { DataSettings } from '../../../core/data/settings.ts';
import { wrongLoss } from '../../../core/graph/fit.ts';
import { adaptNetwork } from '../../commands/data.ts';
import { useT } from '../../i18n/index.ts';
import { useDocument } from '../../store/document.ts';
import { useAim } from './aim.ts';

/** Says where the network's loss and the data's targets do not go together, and offers to put the other loss there. */
export function AdaptNotice({ data }: { data: DataSettings }) {
  const t = useT();
  const graph = useDocument((state) => state.graph);
  const aim = useAim(data);
  if (!aim || !wrongLoss(graph, aim.task)) return null;
  return (
    <div className="problem warning" data-testid="data-adapt">
      <AlertTriangle size={15} aria-hidden />
      <div className="grow">
        <p>{t(`data.adaptText.${aim.task}`)}</p>
        <div className="row">
          <button type="button" className="button small" onClick={() => adaptNetwork(aim)}>
            <Wrench size={12} aria-hidden />
            {t(`data.adapt.${aim.task}`)}
          </button>
        </div>
      </div>
    </div>
  );
}
