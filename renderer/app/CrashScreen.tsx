import { Component, type ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';
import { Button } from '../design/components/Button.tsx';
import styles from './CrashScreen.module.css';

/** What is shown when a screen fails to draw: what it means, and the way back. Only the error's name is shown, since its text may hold content. */
export class CrashScreen extends Component<{ readonly children: ReactNode }, { readonly failed: string | null }> {
  override state: { readonly failed: string | null } = { failed: null };

  static getDerivedStateFromError(error: unknown): { readonly failed: string } {
    return { failed: error instanceof Error ? error.name : 'unknown' };
  }

  override render() {
    if (this.state.failed === null) return this.props.children;
    return (
      <main className={styles.crash} role="alert">
        <h1>
          <FormattedMessage id="crash.title" />
        </h1>
        <p>
          <FormattedMessage id="crash.text" />
        </p>
        <p>
          <code>{this.state.failed}</code>
        </p>
        <Button look="primary" onPress={() => location.reload()}>
          <FormattedMessage id="crash.again" />
        </Button>
      </main>
    );
  }
}
