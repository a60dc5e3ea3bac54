import { Frame } from './frame/Frame.tsx';
import { LiveProvider } from './live/LiveProvider.tsx';

/** All of the inbox, as one piece that is fetched by itself. */
export default function Inbox() {
  return <LiveProvider><Frame /></LiveProvider>;
}
