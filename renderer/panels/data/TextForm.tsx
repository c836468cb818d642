import { BookA, FolderOpen } from 'lucide-react';
import { useId, useState } from 'react';
import type { TableContents } from '../../../core/data/contents.ts';
import { guessText } from '../../../core/data/guess.ts';
import { type Language, languages, type TextSource } from '../../../core/data/settings.ts';
import { setSource } from '../../commands/data.ts';
import { choosePath, type GivenFile } from '../../commands/dataFiles.ts';
import { useContents } from '../../engine/contents.ts';
import { useT } from '../../i18n/index.ts';
import { useDataView, useSource } from '../../store/dataView.ts';
import { useDocument } from '../../store/document.ts';
import { FileField } from './FileField.tsx';
import { PartChoice } from './PartChoice.tsx';
import { columnLabel, hasHeader, textColumns, withHeader } from './textColumns.ts';
import { UseAgain } from './UseAgain.tsx';

/** Data of labelled texts: the file, the word vectors, and which column is what. */
export function TextForm() {
  const t = useT();
  const part = useDataView((state) => state.part);
  const source = useSource('text');
  const fresh = useDocument((state) => state.data?.source.kind !== 'text');
  // Until both files are chosen there is nothing that the project could hold.
  const [file, setFile] = useState<string | null>(null);
  const [vectors, setVectors] = useState<string | null>(null);
  const path = source?.path ?? file;
  const look = useContents(path);
  const contents = look?.kind === 'known' && look.contents.kind === 'table' ? look.contents : null;
  const begin = (texts: string, words: string, found: TableContents) =>
    setSource(part, guessText(texts, words, found), null, fresh);
  const onFile = ({ path: chosen, contents: found }: GivenFile) => {
    if (source) setSource(part, { ...source, path: chosen }, null);
    else if (vectors !== null && found.kind === 'table') begin(chosen, vectors, found);
    else setFile(chosen);
  };
  const onVectors = (chosen: string) => {
    if (source) setSource(part, { ...source, vectors: chosen }, null);
    else if (file !== null && contents) begin(file, chosen, contents);
    else setVectors(chosen);
  };
  return (
    <>
      <PartChoice />
      {!source && <p className="soft small">{t('data.texts.none')}</p>}
      <h3>{t('data.texts.file')}</h3>
      <FileField label={t('data.texts.file')} path={path} look={look} testId="data-texts" onFile={onFile} />
      <h3>{t('data.texts.vectors')}</h3>
      <VectorsField path={source?.vectors ?? vectors} onPath={onVectors} />
      {source && contents && (
        <Columns source={source} contents={contents} onChange={(next) => setSource(part, next, null)} />
      )}
      <UseAgain kind="text" />
    </>
  );
}

function VectorsField({ path, onPath }: { path: string | null; onPath(path: string): void }) {
  const t = useT();
  const choose = async () => {
    const chosen = await choosePath();
    if (chosen !== null) onPath(chosen);
  };
  return (
    <div className="file-field" role="group" aria-label={t('data.texts.vectors')} title={t('data.texts.vectorsHint')}>
      {path !== null && (
        <>
          <BookA size={15} aria-hidden />
          <span className="file-name number" title={path} data-testid="data-vectors-name">
            {path.replace(/^.*[/\\]/, '')}
          </span>
        </>
      )}
      <button type="button" className="button small" data-testid="data-vectors" onClick={() => void choose()}>
        {path === null && <FolderOpen size={15} aria-hidden />}
        {t(path === null ? 'data.texts.chooseVectors' : 'data.texts.chooseOther')}
      </button>
    </div>
  );
}

interface ColumnsProps {
  readonly source: TextSource;
  readonly contents: TableContents;
  onChange(source: TextSource): void;
}

function Columns({ source, contents, onChange }: ColumnsProps) {
  const t = useT();
  const id = useId();
  const header = hasHeader(source);
  const columns = textColumns(contents, header);
  const options = columns.map((column, index) => (
    <option key={column} value={index}>
      {columnLabel(contents, header, index, t)}
    </option>
  ));
  const indexOf = (column: TextSource['text'] | undefined) =>
    columns.findIndex((one) => String(one) === String(column));
  return (
    <>
      <div className="data-form">
        <label htmlFor={`${id}-text`}>{t('data.texts.column')}</label>
        <select
          id={`${id}-text`}
          className="field"
          data-testid="data-text-column"
          value={indexOf(source.text)}
          onChange={(event) => onChange({ ...source, text: columns[Number(event.target.value)] ?? 0 })}
        >
          {options}
        </select>
        <label htmlFor={`${id}-label`}>{t('data.texts.label')}</label>
        <select
          id={`${id}-label`}
          className="field"
          data-testid="data-label-column"
          value={indexOf(source.label)}
          onChange={(event) => onChange({ ...source, label: columns[Number(event.target.value)] })}
        >
          {options}
        </select>
        <label htmlFor={`${id}-language`}>{t('data.texts.language')}</label>
        <select
          id={`${id}-language`}
          className="field"
          data-testid="data-language"
          value={source.language}
          onChange={(event) => onChange({ ...source, language: event.target.value as Language })}
        >
          {languages.map((language) => (
            <option key={language} value={language}>
              {t(`data.texts.languages.${language}`)}
            </option>
          ))}
        </select>
      </div>
      <label className="check-line">
        <input
          type="checkbox"
          checked={header}
          onChange={(event) => onChange(withHeader(source, contents, event.target.checked))}
        />
        {t('data.header')}
      </label>
      <label className="check-line">
        <input
          type="checkbox"
          checked={source.quoting === 'csv'}
          onChange={(event) => onChange({ ...source, quoting: event.target.checked ? 'csv' : undefined })}
        />
        {t('data.texts.quoting')}
      </label>
    </>
  );
}
