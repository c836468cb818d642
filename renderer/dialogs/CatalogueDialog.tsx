import { useT } from '../i18n/index.ts';
import { Catalogue } from '../panels/data/Catalogue.tsx';
import { Dialog } from './Dialogs.tsx';

/** The catalogue where no Data panel is open: on the start page, and from the list of commands. */
export default function CatalogueDialog() {
  const t = useT();
  return (
    <Dialog title={t('catalogue.title')} wide>
      <div className="scroll">
        <Catalogue />
      </div>
    </Dialog>
  );
}
