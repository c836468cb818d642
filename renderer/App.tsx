import { Tooltip } from 'radix-ui';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { Canvas } from './canvas/Canvas.tsx';
import { Dialogs } from './dialogs/Dialogs.tsx';
import { useLiveFlow } from './engine/liveFlow.ts';
import { useLivePictures } from './engine/livePictures.ts';
import { useT } from './i18n/index.ts';
import { Dock } from './panels/Dock.tsx';
import { Inspector } from './panels/Inspector.tsx';
import { PalettePanel } from './panels/PalettePanel.tsx';
import { StartPage } from './panels/StartPage.tsx';
import { TopBar } from './panels/TopBar.tsx';
import { Notices } from './parts/Notices.tsx';
import { useView } from './store/view.ts';

export function App() {
  const screen = useView((state) => state.screen);
  return (
    <Tooltip.Provider>
      <div className="app">
        <TopBar />
        {screen === 'start' ? <StartPage /> : <Editor />}
        <Dialogs />
        <Notices />
      </div>
    </Tooltip.Provider>
  );
}

/**
 * Palette and canvas side by side, the dock below. The inspector lies over the canvas while something is selected, so that
 * the graph has the whole width as long as one only looks; on a small window the palette does the same.
 */
function Editor() {
  const t = useT();
  useLivePictures();
  useLiveFlow();
  const { paletteOpen, inspectorOpen, dockOpen } = useView();
  const anySelected = useView((state) => state.selection.length > 0);
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id: 'editor', storage: localStorage });
  return (
    <Group
      orientation="vertical"
      className="editor"
      {...(defaultLayout && { defaultLayout })}
      onLayoutChanged={onLayoutChanged}
    >
      <Panel id="work" minSize="180px">
        <div className="work">
          {paletteOpen && (
            <aside className="side left">
              <PalettePanel />
            </aside>
          )}
          <main className="middle" aria-label={t('canvas.label')}>
            <Canvas />
          </main>
          {inspectorOpen && anySelected && (
            <aside className="side right">
              <Inspector />
            </aside>
          )}
        </div>
      </Panel>
      <Separator className="resizer" aria-label={t('command.toggleDock')} />
      <Panel id="dock" defaultSize="46%" minSize={dockOpen ? '140px' : '33px'} maxSize={dockOpen ? '75%' : '33px'}>
        <Dock />
      </Panel>
    </Group>
  );
}
