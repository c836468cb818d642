import { X } from 'lucide-react';
import { useT } from '../i18n/index.ts';
import { ProblemLine } from '../panels/ProblemLine.tsx';
import { useNotices } from '../store/notice.ts';

/** What was done or went wrong just now, in a corner. */
export function Notices() {
  const t = useT();
  const { notices, dismiss } = useNotices();
  return (
    <div className="notices" role="status" aria-live="polite">
      {notices.map((notice) => (
        <div key={notice.id} className="notice">
          {notice.kind === 'info' ? (
            <p className="grow">{t(notice.key, notice.details)}</p>
          ) : (
            <ProblemLine problem={notice.problem} />
          )}
          <button
            type="button"
            className="button quiet small icon"
            aria-label={t('notice.dismiss')}
            onClick={() => dismiss(notice.id)}
          >
            <X size={13} aria-hidden />
          </button>
        </div>
      ))}
    </div>
  );
}
