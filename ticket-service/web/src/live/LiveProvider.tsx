import { useEffect, type ReactNode } from 'react';
import { renew, sessionState } from '../api/session.ts';
import { flushOutbox } from '../composer/outbox.ts';
import { LiveFeed } from './feed.ts';
import { hear } from './hear.ts';
import { live } from './live.ts';
import { queries } from './queries.ts';

/** Keeps the live feed running while somebody is signed in. */
export function LiveProvider({ children }: { children: ReactNode }) {
  useEffect(() => {
    const feed = makeFeed();
    live.feed = feed;
    live.readAgainWith(key => void queries.invalidateQueries({ queryKey: key }));
    let gone = false;
    void live.held(2_000).then(() => {
      if (!gone) feed.start();
    });
    const online = () => feed.retryNow();
    const offline = () => feed.networkLost();
    window.addEventListener('online', online);
    window.addEventListener('offline', offline);
    return () => {
      gone = true;
      window.removeEventListener('online', online);
      window.removeEventListener('offline', offline);
      feed.stop();
      live.feed = null;
      live.reset();
    };
  }, []);
  return children;
}

function makeFeed(): LiveFeed {
  return new LiveFeed({
    open: () => new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/live`),
    token: () => {
      const state = sessionState();
      return state.status === 'in' ? state.token : null;
    },
    renew,
    since: () => live.hello(),
    conversation: () => live.conversation,
    heard: frame => hear(queries, frame),
    welcomed,
    restarted: async () => {
      live.forget();
      queries.removeQueries({ type: 'inactive' });
      await queries.invalidateQueries();
    },
    changed: link => live.link.set(link),
  });
}

function welcomed(blind: boolean): void {
  if (blind) void queries.invalidateQueries();
  else {
    void queries.invalidateQueries({ queryKey: ['me'] });
    // Entries come only for the conversation that the server knows to be open; before this hello it knew of none.
    if (live.conversation !== null) void queries.invalidateQueries({ queryKey: ['entries', live.conversation] });
    void queries.invalidateQueries({ queryKey: ['entries'], refetchType: 'none' });
  }
  void queries.refetchQueries({ predicate: query => query.state.status === 'error' && query.isActive() });
  void flushOutbox();
}
