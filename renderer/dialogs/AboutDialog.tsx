import { useEffect, useState } from 'react';
import { host } from '../host/index.ts';
import { useT } from '../i18n/index.ts';
import { Dialog } from './Dialogs.tsx';

export function AboutDialog() {
  const t = useT();
  const [version, setVersion] = useState('');
  useEffect(() => {
    void host.version().then(setVersion);
  }, []);
  return (
    <Dialog title={t('command.about')}>
      <p>{t('dialog.aboutText', { version })}</p>
      <p className="soft">{t('start.subtitle')}</p>
      <p className="soft">{t(crossOriginIsolated ? 'dialog.isolated' : 'dialog.notIsolated')}</p>
    </Dialog>
  );
}
