import { useId, useState } from 'react';
import { isUsable, type TableContents } from '../../../core/data/contents.ts';
import { guessSource } from '../../../core/data/guess.ts';
import type { TableSource } from '../../../core/data/settings.ts';
import { plainFeatures, setSource, takeFile } from '../../commands/data.ts';
import type { GivenFile } from '../../commands/dataFiles.ts';
import { contentsLike, knownContents, lookInto, useContents } from '../../engine/contents.ts';
import { useT } from '../../i18n/index.ts';
import { useDataView, useSource } from '../../store/dataView.ts';
import { useDocument } from '../../store/document.ts';
import { notifyProblems } from '../../store/notice.ts';
import { ColumnList } from './ColumnList.tsx';
import { chooseTarget, withHeader } from './columns.ts';
import { FileField } from './FileField.tsx';
import { PartChoice } from './PartChoice.tsx';
import { UseAgain } from './UseAgain.tsx';

/** Data of a csv or tsv file: which file, which column is the target, which are features. */
export function TableForm() {
  const t = useT();
  const part = useDataView((state) => state.part);
  const data = useDocument((state) => state.data);
  const source = useSource('table');
  const look = useContents(source?.path ?? null, source?.header);
  const onFile = async ({ path, contents: found }: GivenFile) => {
    if (part === 'train' && path !== source?.path) return takeFile(path, found);
    // The file that the project names, given once more, and that of another part are used as the project says.
    const contents = await contentsLike(path, found, source);
    const guess = guessSource(path, contents, source);
    setSource(part, guess, plainFeatures(guess, contents));
  };
  const change = (next: TableSource, contents: TableContents) => setSource(part, next, plainFeatures(next, contents));
  const setHeader = async (source: TableSource, before: TableContents, header: boolean) => {
    // Where the file's own look says the same, nothing need be said.
    const own = knownContents({ ...source, header: undefined });
    const said = own?.kind === 'table' && own.hasHeader === header ? undefined : header;
    const after = await lookInto(source.path, said);
    if (!after.ok) notifyProblems(after.problems);
    if (!after.ok || after.value.kind !== 'table' || useDocument.getState().data !== data) return;
    change({ ...withHeader(source, before, after.value), header: said }, after.value);
  };
  const contents = look?.kind === 'known' && look.contents.kind === 'table' ? look.contents : null;
  return (
    <>
      <PartChoice />
      {!source && <p className="soft small">{t('data.noTable')}</p>}
      <FileField
        label={t('data.file')}
        path={source?.path ?? null}
        look={look}
        testId="data-file"
        onFile={(file) => void onFile(file)}
      />
      {!source && <p className="faint small">{t('data.drop')}</p>}
      {source && contents && (
        <Columns
          source={source}
          contents={contents}
          onChange={(next) => change(next, contents)}
          onHeader={(header) => setHeader(source, contents, header)}
        />
      )}
      <UseAgain kind="table" />
    </>
  );
}

function Columns({
  source,
  contents,
  onChange,
  onHeader,
}: {
  source: TableSource;
  contents: TableContents;
  onChange(source: TableSource): void;
  onHeader(header: boolean): Promise<void>;
}) {
  const t = useT();
  const id = useId();
  const [wanted, setWanted] = useState<boolean | null>(null);
  const named = contents.columns.some(({ name }) => name === source.target);
  return (
    <>
      <label className="check-line">
        <input
          type="checkbox"
          data-testid="data-header"
          checked={wanted ?? contents.hasHeader}
          disabled={wanted !== null}
          onChange={(event) => {
            // The file is looked into once more, which may take its time.
            setWanted(event.target.checked);
            void onHeader(event.target.checked).finally(() => setWanted(null));
          }}
        />
        {t('data.header')}
      </label>
      <div className="data-form">
        <label htmlFor={`${id}-target`}>{t('data.target')}</label>
        <select
          id={`${id}-target`}
          className="field"
          data-testid="data-target"
          value={source.target ?? ''}
          onChange={(event) => onChange(chooseTarget(source, contents, event.target.value || undefined))}
        >
          <option value="">{t('data.noTarget')}</option>
          {!named && source.target !== undefined && <option value={source.target}>{source.target}</option>}
          {contents.columns.map((column) => (
            <option key={column.name} value={column.name}>
              {isUsable(column) ? column.name : `${column.name} (${t(`data.${column.type}`)})`}
            </option>
          ))}
        </select>
      </div>
      <ColumnList source={source} contents={contents} onChange={onChange} />
    </>
  );
}
