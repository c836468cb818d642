import { useId } from 'react';
import type { DataSettings, Task } from '../../../core/data/settings.ts';
import { changeSettings } from '../../commands/data.ts';
import { useT } from '../../i18n/index.ts';
import { useDocument } from '../../store/document.ts';
import { AdaptNotice } from './AdaptNotice.tsx';
import { InputsSection } from './InputsSection.tsx';
import { SplitSection } from './SplitSection.tsx';

/** What becomes of the data on their way to the network: engineered, standardised, split. */
export function OptionsSection() {
  const data = useDocument((state) => state.data);
  if (!data) return <section className="data-column" />;
  return (
    <section className="data-column scroll">
      <AdaptNotice data={data} />
      <InputsSection data={data} />
      <SplitSection data={data} />
      <Preparation data={data} />
    </section>
  );
}

const tasks: readonly Task[] = ['classification', 'regression'];

function Preparation({ data }: { data: DataSettings }) {
  const t = useT();
  const id = useId();
  return (
    <div className="preparation">
      <label className="check-line" title={t('data.standardizeHint')}>
        <input
          type="checkbox"
          data-testid="data-standardize"
          checked={data.standardize}
          onChange={(event) => changeSettings({ standardize: event.target.checked })}
        />
        {t('data.standardize')}
      </label>
      <span className="row grow">
        <label className="visually-hidden" htmlFor={id}>
          {t('data.taskLabel')}
        </label>
        <select
          id={id}
          className="field"
          data-testid="data-task"
          title={t('data.taskHint')}
          value={data.task ?? ''}
          onChange={(event) => changeSettings({ task: tasks.find((task) => task === event.target.value) })}
        >
          <option value="">{t('data.task.auto')}</option>
          {tasks.map((task) => (
            <option key={task} value={task}>
              {t(`data.task.${task}`)}
            </option>
          ))}
        </select>
      </span>
    </div>
  );
}
