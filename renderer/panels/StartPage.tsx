import { Clock, Database, FilePlus2, FolderOpen } from 'lucide-react';
import { useEffect, useState } from 'react';
import { showCatalogue } from '../commands/catalogue.ts';
import { leftDrafts, restoreDraft } from '../commands/drafts.ts';
import { type ExampleName, exampleNames, openExample } from '../commands/examples.ts';
import { createProject, openDialog, openRecent } from '../commands/files.ts';
import { type HostDraft, host, type Recent } from '../host/index.ts';
import { useT } from '../i18n/index.ts';
import { useView } from '../store/view.ts';
import { ExamplePicture } from './ExamplePicture.tsx';

/** Where one begins: examples as pictures, a new project, files used lately, and work that a crash left behind. */
export function StartPage() {
  const t = useT();
  return (
    <main className="start scroll">
      <div className="start-inner">
        <h1>{t('start.title')}</h1>
        <p className="soft">{t('start.subtitle')}</p>
        <Drafts />
        <div className="row wrap start-actions">
          <button type="button" className="button primary" data-testid="start-new" onClick={createProject}>
            <FilePlus2 size={16} aria-hidden />
            {t('start.new')}
          </button>
          <button type="button" className="button" data-testid="start-open" onClick={openDialog}>
            <FolderOpen size={16} aria-hidden />
            {t('start.open')}
          </button>
          <button type="button" className="button" data-testid="start-catalogue" onClick={showCatalogue}>
            <Database size={16} aria-hidden />
            {t('catalogue.open')}
          </button>
        </div>
        <h2>{t('start.examples')}</h2>
        <div className="examples">
          {exampleNames.map((name) => (
            <Example key={name} name={name} />
          ))}
        </div>
        <h2>{t('start.recent')}</h2>
        <Recents />
        <p className="faint small">{t('start.drop')}</p>
      </div>
    </main>
  );
}

function Example({ name }: { name: ExampleName }) {
  const t = useT();
  return (
    <button type="button" className="example" data-testid={`example-${name}`} onClick={() => openExample(name)}>
      <ExamplePicture name={name} />
      <strong>{t(`example.${name}.title`)}</strong>
      <span className="soft small">{t(`example.${name}.text`)}</span>
    </button>
  );
}

function Recents() {
  const t = useT();
  const [recents, setRecents] = useState<readonly Recent[]>([]);
  useEffect(() => {
    void host.recents().then(setRecents);
  }, []);
  if (recents.length === 0) return <p className="soft small">{t('start.noRecent')}</p>;
  return (
    <ul className="recents">
      {recents.map((recent) => (
        <li key={recent.token}>
          <button type="button" className="button quiet" title={recent.token} onClick={() => void openRecent(recent)}>
            <Clock size={14} aria-hidden />
            {recent.name}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Drafts() {
  const t = useT();
  const language = useView((state) => state.language);
  const [drafts, setDrafts] = useState<readonly HostDraft[]>([]);
  useEffect(() => {
    void leftDrafts().then(setDrafts);
  }, []);
  const discard = async (id: string) => {
    await host.drafts.remove(id);
    setDrafts(await leftDrafts());
  };
  return drafts.map((draft) => (
    <div key={draft.id} className="recovered" role="status" data-testid="draft">
      <span className="grow">
        <strong>{draft.name}</strong> ·{' '}
        {t('start.recovered', { time: new Date(draft.savedAt).toLocaleString(language) })}
      </span>
      <button
        type="button"
        className="button primary small"
        data-testid="draft-restore"
        onClick={() => void restoreDraft(draft)}
      >
        {t('start.restore')}
      </button>
      <button type="button" className="button small" data-testid="draft-discard" onClick={() => void discard(draft.id)}>
        {t('start.discard')}
      </button>
    </div>
  ));
}
