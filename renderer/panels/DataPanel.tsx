import { Check } from 'lucide-react';
import { Tabs } from 'radix-ui';
import type { Source } from '../../core/data/settings.ts';
import { useT } from '../i18n/index.ts';
import { type DataTab, dataTabs, useDataView } from '../store/dataView.ts';
import { useDocument } from '../store/document.ts';
import { ArraysForm } from './data/ArraysForm.tsx';
import { Catalogue } from './data/Catalogue.tsx';
import { DataStatus } from './data/DataStatus.tsx';
import { GeneratedForm } from './data/GeneratedForm.tsx';
import { ImagesForm } from './data/ImagesForm.tsx';
import { OptionsSection } from './data/OptionsSection.tsx';
import { ResultSection } from './data/ResultSection.tsx';
import { TableForm } from './data/TableForm.tsx';
import { TextForm } from './data/TextForm.tsx';
import { HandInputs } from './HandInputs.tsx';

const forms: Readonly<Record<Source['kind'], () => React.ReactNode>> = {
  generated: GeneratedForm,
  table: TableForm,
  arrays: ArraysForm,
  text: TextForm,
  images: ImagesForm,
};

/** The project's data from left to right: where they come from, what becomes of them, what came out. */
export default function DataPanel() {
  const t = useT();
  const kind = useDocument((state) => state.data?.source.kind ?? null);
  const tab: DataTab = useDataView((state) => state.tab) ?? kind ?? 'generated';
  return (
    <Tabs.Root
      className="data-panel"
      data-testid="data-panel"
      value={tab}
      onValueChange={(next) => useDataView.setState({ tab: next as DataTab, part: 'train' })}
    >
      <div className="data-strip">
        <Tabs.List className="data-views" aria-label={t('data.views')}>
          {dataTabs.map((name) => (
            <Tabs.Trigger
              key={name}
              value={name}
              className={name === 'catalogue' ? 'data-view apart' : 'data-view'}
              data-testid={`data-view-${name}`}
            >
              {t(`data.view.${name}`)}
              {name === kind && <Check size={12} role="img" aria-label={t('data.inUse')} />}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <DataStatus />
      </div>
      {dataTabs.map((name) => (
        <Tabs.Content key={name} value={name} className="data-body" tabIndex={-1}>
          {name === 'hand' && <HandInputs />}
          {name === 'catalogue' && <CatalogueTab />}
          {isKind(name) && <DataSet kind={name} />}
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}

function isKind(tab: DataTab): tab is Source['kind'] {
  return tab in forms;
}

function CatalogueTab() {
  return (
    <div className="catalogue-tab scroll">
      <Catalogue />
    </div>
  );
}

function DataSet({ kind }: { kind: Source['kind'] }) {
  const Form = forms[kind];
  return (
    <div className="data-columns">
      <section className="data-column scroll">
        <Form />
      </section>
      <OptionsSection />
      <ResultSection />
    </div>
  );
}
