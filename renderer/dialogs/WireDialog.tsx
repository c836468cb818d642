import { Command as Cmdk } from 'cmdk';
import { blockOf } from '../../core/blocks/index.ts';
import { refusal } from '../../core/graph/connect.ts';
import { findBlock, nameOf } from '../../core/graph/graph.ts';
import { connect } from '../commands/edit.ts';
import { detailText, problemText, useT } from '../i18n/index.ts';
import { useDocument } from '../store/document.ts';
import { useView } from '../store/view.ts';
import { closeDialog, Dialog } from './Dialogs.tsx';

/** Wiring without a pointer: the ports that an output of the selected block could be wired to, and why others cannot. */
export default function WireDialog() {
  const t = useT();
  const graph = useDocument((state) => state.graph);
  const language = useView((state) => state.language);
  const node = findBlock(
    graph,
    useView((state) => state.selection[0] ?? ''),
  );
  const outputs = blockOf(node?.type ?? '')?.outputs ?? [];
  const choices = outputs.flatMap((output) =>
    graph.blocks.flatMap((other) =>
      (other.id === node?.id ? [] : (blockOf(other.type)?.inputs ?? [])).map((input) => {
        const [from, to] = [`${node?.id}.${output.name}`, `${other.id}.${input.name}`];
        return { from, to, name: detailText('name', nameOf(other), language), fault: refusal(graph, from, to) };
      }),
    ),
  );
  return (
    <Dialog title={t('command.wire')} wide>
      <Cmdk label={t('command.wire')} loop>
        <Cmdk.Input className="field" placeholder={t('canvas.wiring', { from: node?.id ?? '' })} autoFocus />
        <Cmdk.List className="command-list scroll" label={t('command.wire')}>
          <Cmdk.Empty className="soft pad">{t('dialog.paletteNone')}</Cmdk.Empty>
          {[...choices.filter(({ fault }) => !fault), ...choices.filter(({ fault }) => fault)].map(
            ({ from, to, name, fault }) => (
              <Cmdk.Item
                key={`${from} ${to}`}
                value={`${from} ${to} ${name}`}
                className="menu-item"
                disabled={fault !== null}
                onSelect={() => {
                  closeDialog();
                  connect(from, to);
                }}
              >
                <code>{from}</code> → <code>{to}</code>
                <span className="shortcut">{fault ? problemText(fault, language).message : name}</span>
              </Cmdk.Item>
            ),
          )}
        </Cmdk.List>
      </Cmdk>
    </Dialog>
  );
}
