import { ArrowRight, Check, Download, Trash2, X } from 'lucide-react';
import { useEffect } from 'react';
import { type CatalogueEntry, type CatalogueId, catalogue, catalogueIds } from '../../../core/data/catalogue.ts';
import {
  cancelDownload,
  downloadEntry,
  refreshCatalogue,
  removeEntry,
  takeEntry,
  useIsInUse,
} from '../../commands/catalogue.ts';
import { useT, useText } from '../../i18n/index.ts';
import { byteText } from '../../parts/number.ts';
import { type EntryState, useCatalogue } from '../../store/catalogue.ts';
import { ProblemLine } from '../ProblemLine.tsx';

/** Published data sets: what they are, where they are from, whether they are here, and what can be done with them. */
export function Catalogue() {
  const t = useT();
  const unavailable = useCatalogue((state) => state.unavailable);
  useEffect(() => {
    void refreshCatalogue();
  }, []);
  return (
    <div className="catalogue" data-testid="catalogue">
      <p className="soft small">{t('catalogue.intro')}</p>
      {unavailable.map((one) => (
        <ProblemLine key={one.code} problem={one} />
      ))}
      {catalogueIds.map((id) => (
        <Entry key={id} id={id} />
      ))}
    </div>
  );
}

function Entry({ id }: { id: CatalogueId }) {
  const t = useT();
  const text = useText();
  const state = useCatalogue(({ entries }) => entries[id]);
  const problems = useCatalogue((store) => store.problems[id]) ?? [];
  const entry: CatalogueEntry = catalogue[id];
  const size = entry.files.reduce((sum, { bytes }) => sum + bytes, 0);
  return (
    <article className="catalogue-entry" aria-label={text(entry.title)} data-testid={`catalogue-${id}`}>
      <div className="catalogue-facts">
        <h3>{text(entry.title)}</h3>
        <dl className="small">
          <dt>{t('catalogue.source')}</dt>
          <dd lang="en">{entry.source}</dd>
          <dt>{t('catalogue.licence')}</dt>
          <dd>{entry.licence}</dd>
          <dt>{t('catalogue.size')}</dt>
          <dd className="number">{byteText(size)}</dd>
        </dl>
        {entry.note && <p className="soft small">{text(entry.note)}</p>}
        {entry.needsVectors && <p className="soft small">{t('catalogue.needsVectors')}</p>}
        <details className="small">
          <summary>{t('catalogue.checksums')}</summary>
          <ul>
            {entry.files.map(({ name, bytes, sha256 }) => (
              <li key={name}>
                {name}, {byteText(bytes)}
                <code>{sha256}</code>
              </li>
            ))}
          </ul>
        </details>
      </div>
      <div className="catalogue-actions">{state && <Actions id={id} state={state} size={size} />}</div>
      {problems.map((one) => (
        <ProblemLine key={one.message} problem={one} />
      ))}
    </article>
  );
}

interface ActionsProps {
  readonly id: CatalogueId;
  readonly state: EntryState;
  readonly size: number;
}

function Actions({ id, state, size }: ActionsProps) {
  const t = useT();
  switch (state.kind) {
    case 'here':
      return <Here id={id} />;
    case 'fetching':
      return (
        <>
          <span className="small soft" role="status">
            {t('catalogue.fetching')}
          </span>
          <progress
            aria-label={t('catalogue.fetching')}
            data-testid={`catalogue-progress-${id}`}
            {...(state.total > 0 && { value: state.done, max: state.total })}
          />
          <span className="number small">
            {state.total > 0 && t('catalogue.done', { done: byteText(state.done), total: byteText(state.total) })}
          </span>
          <button
            type="button"
            className="button small"
            data-testid={`catalogue-cancel-${id}`}
            onClick={() => cancelDownload(id)}
          >
            <X size={13} aria-hidden />
            {t('catalogue.cancel')}
          </button>
        </>
      );
    case 'absent':
      return (
        <>
          <span className="small soft">
            {state.bytes > 0
              ? t('catalogue.begun', { done: byteText(state.bytes), total: byteText(size) })
              : t('catalogue.absent')}
          </span>
          <button
            type="button"
            className="button small"
            data-testid={`catalogue-download-${id}`}
            onClick={() => void downloadEntry(id)}
          >
            <Download size={13} aria-hidden />
            {t(state.bytes > 0 ? 'catalogue.resume' : 'catalogue.download')}
          </button>
          {state.bytes > 0 && <Remove id={id} disabled={false} />}
        </>
      );
  }
}

/** A data set that can be used at once, without the network. */
function Here({ id }: { id: CatalogueId }) {
  const t = useT();
  const inUse = useIsInUse(id);
  return (
    <>
      <span className="small soft catalogue-here">
        <Check size={13} aria-hidden />
        {t(inUse ? 'catalogue.inUse' : 'catalogue.here')}
      </span>
      <button
        type="button"
        className="button primary small"
        data-testid={`catalogue-use-${id}`}
        onClick={() => void takeEntry(id)}
      >
        <ArrowRight size={13} aria-hidden />
        {t('catalogue.use')}
      </button>
      <Remove id={id} disabled={inUse} />
    </>
  );
}

function Remove({ id, disabled }: { id: CatalogueId; disabled: boolean }) {
  const t = useT();
  return (
    <button
      type="button"
      className="button quiet small"
      data-testid={`catalogue-remove-${id}`}
      disabled={disabled}
      title={t(disabled ? 'catalogue.removeInUse' : 'catalogue.removeHint')}
      onClick={() => void removeEntry(id)}
    >
      <Trash2 size={13} aria-hidden />
      {t('catalogue.remove')}
    </button>
  );
}
