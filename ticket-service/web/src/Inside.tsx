import { lazy, Suspense } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { Frame } from './frame/Frame.tsx';
import { Waiting } from './frame/Waiting.tsx';
import { LiveProvider } from './live/LiveProvider.tsx';

// What an agent does not need to answer somebody comes when it is asked for; charts weigh as much as all the rest.
const Board = lazy(async () => ({ default: (await import('./board/Board.tsx')).Board }));
const WhatIf = lazy(async () => ({ default: (await import('./whatif/WhatIf.tsx')).WhatIf }));
const Channels = lazy(async () => ({ default: (await import('./channels/Channels.tsx')).Channels }));
const SetupPage = lazy(async () => ({ default: (await import('./setup/SetupPage.tsx')).SetupPage }));
const RulesPage = lazy(async () => ({ default: (await import('./rules/RulesPage.tsx')).RulesPage }));

/** All that stands behind the sign-in, over one live feed, as one piece that is fetched by itself. */
export default function Inside() {
  return (
    <LiveProvider>
      <Suspense fallback={<Waiting status="starting" />}>
        <Routes>
          <Route path="/inbox/:list/:conversation?" element={<Frame />} />
          <Route path="/board" element={<Board />} />
          <Route path="/board/what-if" element={<WhatIf />} />
          <Route path="/channels" element={<Channels />} />
          <Route path="/setup/:kind?/:id?" element={<SetupPage />} />
          <Route path="/rules/hours/:desk" element={<RulesPage />} />
          <Route path="/rules/:rule?" element={<RulesPage />} />
          <Route path="*" element={<Navigate to="/inbox/mine" replace />} />
        </Routes>
      </Suspense>
    </LiveProvider>
  );
}
