import { FileSpreadsheet, FolderOpen, RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { chooseFile, type GivenFile, giveDropped } from '../../commands/dataFiles.ts';
import { type Look, readAgain } from '../../engine/contents.ts';
import { droppedFiles } from '../../host/dropped.ts';
import { host } from '../../host/index.ts';
import { useT } from '../../i18n/index.ts';
import { ProblemLine } from '../ProblemLine.tsx';

/** A file that the data come from: its name, another one in its place, and the same one read again. */
export function FileField({
  label,
  path,
  look,
  testId,
  onFile,
}: {
  label: string;
  /** Null where none was chosen yet. */
  path: string | null;
  look: Look | null;
  testId: string;
  onFile(file: GivenFile): void;
}) {
  const t = useT();
  const choose = async () => {
    const file = await chooseFile();
    if (file) onFile(file);
  };
  const missing = look?.kind === 'failed' && look.problems.some(({ code }) => code === 'fileMissing');
  const name = path?.replace(/^.*[/\\]/, '') ?? '';
  return (
    <DropZone onFile={onFile}>
      {path !== null && (
        <div className="file-field" role="group" aria-label={label}>
          <FileSpreadsheet size={15} aria-hidden />
          <span className="file-name number" title={path} data-testid={`${testId}-name`}>
            {name}
          </span>
          <button type="button" className="button small" data-testid={testId} onClick={() => void choose()}>
            {t(missing ? 'data.chooseFile' : 'data.chooseAnother')}
          </button>
          {/* A browser reads the copy that it keeps, which never changes. */}
          {host.kind !== 'browser' && (
            <button
              type="button"
              className="button small icon"
              aria-label={t('data.readAgain')}
              title={t('data.readAgain')}
              onClick={() => void readAgain(path)}
            >
              <RefreshCw size={13} aria-hidden />
            </button>
          )}
        </div>
      )}
      {path === null && (
        <button type="button" className="button" data-testid={testId} onClick={() => void choose()}>
          <FolderOpen size={15} aria-hidden />
          {t('data.chooseFile')}
        </button>
      )}
      {missing && <p className="file-missing small">{t('data.missing', { file: name })}</p>}
      {look?.kind === 'failed' &&
        !missing &&
        look.problems.map((one) => <ProblemLine key={one.message} problem={one} />)}
    </DropZone>
  );
}

/** Where a file may be dropped to be used for just this, and not be opened as a whole. */
function DropZone({ children, onFile }: { children: ReactNode; onFile(file: GivenFile): void }) {
  const t = useT();
  const [over, setOver] = useState(false);
  const isFile = (event: React.DragEvent) => event.dataTransfer.types.includes('Files');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same by keyboard
    <div
      className={over ? 'drop-zone over' : 'drop-zone'}
      onDragOver={(event) => {
        if (!isFile(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        if (!isFile(event)) return;
        event.preventDefault();
        event.stopPropagation();
        void droppedFiles(event.dataTransfer, host.dropped)
          .then(giveDropped)
          .then((given) => given && onFile(given));
      }}
    >
      {children}
      {over && <p className="drop-hint">{t('data.dropNow')}</p>}
    </div>
  );
}
