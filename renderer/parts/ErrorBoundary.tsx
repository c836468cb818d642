import { TriangleAlert } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { useT } from '../i18n/index.ts';

interface Props {
  readonly children: ReactNode;
  /** What it shows is tried again whenever this has changed. */
  readonly of?: unknown;
}

interface State {
  readonly error: Error | null;
}

/** Keeps a fault in one part of the page from taking the rest of it away. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  override componentDidUpdate(before: Props): void {
    if (this.state.error && before.of !== this.props.of) this.#tryAgain();
  }

  #tryAgain = () => this.setState({ error: null });

  override render(): ReactNode {
    const { error } = this.state;
    return error ? <Broken error={error} tryAgain={this.#tryAgain} /> : this.props.children;
  }
}

function Broken({ error, tryAgain }: { error: Error; tryAgain: () => void }) {
  const t = useT();
  return (
    <div className="empty broken" role="alert" data-testid="broken">
      <TriangleAlert size={20} aria-hidden />
      <p>{t('app.broken')}</p>
      <p className="faint small">{error.message}</p>
      <div className="row">
        <button type="button" className="button primary" data-testid="broken-again" onClick={tryAgain}>
          {t('app.tryAgain')}
        </button>
        <button type="button" className="button" onClick={() => location.reload()}>
          {t('app.reload')}
        </button>
      </div>
    </div>
  );
}
