import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react';
import { BrowserRouter, Navigate, Outlet, Route, Routes, useLocation } from 'react-router';
import { onSession, renew, sessionState } from './api/session.ts';
import { Board } from './board/Board.tsx';
import { Frame } from './frame/Frame.tsx';
import { Waiting } from './frame/Waiting.tsx';
import { LiveProvider } from './live/LiveProvider.tsx';
import { queries } from './live/queries.ts';
import { useTheme } from './look/settings.ts';
import { resolver, theme } from './look/theme.ts';
import { SignIn } from './signin/SignIn.tsx';
import { preferLanguage } from './words/words.ts';

// Charts weigh as much as the rest: they come when somebody asks for them.
const WhatIf = lazy(async () => ({ default: (await import('./whatif/WhatIf.tsx')).WhatIf }));

export function App() {
  const scheme = useTheme();
  return (
    <MantineProvider theme={theme} cssVariablesResolver={resolver} forceColorScheme={scheme}>
      <QueryClientProvider client={queries}>
        <BrowserRouter>
          <Pages />
        </BrowserRouter>
      </QueryClientProvider>
    </MantineProvider>
  );
}

export function useSession() {
  return useSyncExternalStore(onSession, sessionState);
}

function Pages() {
  const session = useSession();
  const signedIn = session.status === 'in';
  const preferred = signedIn ? session.user.language : null;
  useEffect(() => {
    if (sessionState().status === 'starting') void renew().catch(() => undefined);
  }, []);
  useEffect(() => {
    if (signedIn) preferLanguage(preferred);
    else queries.clear();
  }, [signedIn, preferred]);

  if (session.status === 'starting' || session.status === 'unreachable') return <Waiting status={session.status} />;
  return (
    <Routes>
      <Route path="/sign-in" element={signedIn ? <BackWhereOneWas /> : <SignIn />} />
      {signedIn ? (
        <>
          <Route element={<LiveProvider><Outlet /></LiveProvider>}>
            <Route path="/inbox/:list/:conversation?" element={<Frame />} />
            <Route path="/board" element={<Board />} />
            <Route path="/board/what-if" element={<Suspense><WhatIf /></Suspense>} />
          </Route>
          <Route path="*" element={<Navigate to="/inbox/mine" replace />} />
        </>
      ) : (
        <Route path="*" element={<ToSignIn />} />
      )}
    </Routes>
  );
}

const PAGES = /^\/(inbox\/|board(\/|$))/;

function ToSignIn() {
  const { pathname } = useLocation();
  return <Navigate to="/sign-in" replace state={{ from: pathname }} />;
}

function BackWhereOneWas() {
  const from = (useLocation().state as { from?: string } | null)?.from;
  return <Navigate to={from !== undefined && PAGES.test(from) ? from : '/inbox/mine'} replace />;
}
