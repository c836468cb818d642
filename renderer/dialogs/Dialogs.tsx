import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { lazy, type ReactNode, Suspense } from 'react';
import { useT } from '../i18n/index.ts';
import { useView } from '../store/view.ts';
import { AboutDialog } from './AboutDialog.tsx';
import { ChangedElsewhereDialog } from './ChangedElsewhereDialog.tsx';
import { StackDialog } from './StackDialog.tsx';
import { UnsavedDialog } from './UnsavedDialog.tsx';

const CommandPalette = lazy(() => import('./CommandPalette.tsx'));
const ShortcutsDialog = lazy(() => import('./ShortcutsDialog.tsx'));
const ExportDialog = lazy(() => import('./ExportDialog.tsx'));
const ImportDialog = lazy(() => import('./ImportDialog.tsx'));
const TimingDialog = lazy(() => import('./TimingDialog.tsx'));
const CatalogueDialog = lazy(() => import('./CatalogueDialog.tsx'));
const WireDialog = lazy(() => import('./WireDialog.tsx'));

/** The dialog that is open, if one is. */
export function Dialogs() {
  const dialog = useView((state) => state.dialog);
  return (
    <Suspense>
      {dialog === 'palette' && <CommandPalette />}
      {dialog === 'wire' && <WireDialog />}
      {dialog === 'shortcuts' && <ShortcutsDialog />}
      {dialog === 'export' && <ExportDialog />}
      {dialog === 'import' && <ImportDialog />}
      {dialog === 'timing' && <TimingDialog />}
      {dialog === 'catalogue' && <CatalogueDialog />}
      {dialog === 'about' && <AboutDialog />}
      {dialog === 'stack' && <StackDialog />}
      {dialog === 'unsaved' && <UnsavedDialog />}
      {dialog === 'changedElsewhere' && <ChangedElsewhereDialog />}
    </Suspense>
  );
}

export function closeDialog(): void {
  useView.getState().set({ dialog: null });
}

/** The frame of a dialog: a title, what it is about, a way out. */
export function Dialog({
  title,
  children,
  wide = false,
  onClose = closeDialog,
}: {
  title: string;
  children: ReactNode;
  wide?: boolean;
  onClose?: () => void;
}) {
  const t = useT();
  return (
    <Radix.Root open onOpenChange={(open) => open || onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="overlay" />
        <Radix.Content
          className={wide ? 'dialog wide' : 'dialog'}
          aria-describedby={undefined}
          onEscapeKeyDown={(event) => hasOwnEscape(event.target) && event.preventDefault()}
        >
          <div className="row">
            <Radix.Title className="grow dialog-title">{title}</Radix.Title>
            <Radix.Close className="button quiet small icon" aria-label={t('dialog.close')}>
              <X size={14} aria-hidden />
            </Radix.Close>
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** A field in which Escape gives up what was typed, and not the dialog around it. */
function hasOwnEscape(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.dataset.ownEscape !== undefined;
}
