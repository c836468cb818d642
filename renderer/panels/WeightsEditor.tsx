import { Table2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useT } from '../i18n/index.ts';

const WeightsDialog = lazy(() => import('./weights/WeightsDialog.tsx'));

/** The way to a block's weights as a table that can be edited. */
export function WeightsEditor({ id }: { id: string }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="button small" data-testid="edit-weights" onClick={() => setOpen(true)}>
        <Table2 size={13} aria-hidden />
        {t('inspector.editValues')}
      </button>
      {open && (
        <Suspense>
          <WeightsDialog id={id} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
