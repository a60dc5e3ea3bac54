import { Component, type ReactNode } from 'react';
import i18n from '../words/words.ts';
import { Empty } from './Empty.tsx';

interface Props {
  /** Stands for what is shown; another one is tried anew. */
  of: string;
  children: ReactNode;
}

interface State {
  broken: boolean;
  of: string;
}

/** What cannot be shown says so in its own place, and the rest of the page goes on. */
export class Boundary extends Component<Props, State> {
  override state: State = { broken: false, of: this.props.of };

  static getDerivedStateFromError(): Partial<State> {
    return { broken: true };
  }

  static getDerivedStateFromProps({ of }: Props, state: State): State | null {
    return of === state.of ? null : { broken: false, of };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return <Empty title={i18n.t('common.broken')} hint={i18n.t('common.brokenHint')} retry={() => this.setState({ broken: false })} retryLabel={i18n.t('common.retry')} />;
  }
}
