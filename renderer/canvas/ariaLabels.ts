import type { Position } from '../../core/graph/graph.ts';
import type { Translate } from '../i18n/index.ts';

/** What the canvas says of itself to those who do not see it. */
export function ariaLabels(t: Translate) {
  return {
    'controls.ariaLabel': t('canvas.controls'),
    'controls.zoomIn.ariaLabel': t('command.zoomIn'),
    'controls.zoomOut.ariaLabel': t('command.zoomOut'),
    'controls.fitView.ariaLabel': t('command.fit'),
    'minimap.ariaLabel': t('canvas.minimap'),
    'node.a11yDescription.default': t('canvas.blockHelp'),
    'node.a11yDescription.keyboardDisabled': t('canvas.blockHelp'),
    'node.a11yDescription.ariaLiveMessage': ({ x, y }: Position) => t('canvas.moved', { x, y }),
    'edge.a11yDescription.default': t('canvas.wireHelp'),
  };
}
