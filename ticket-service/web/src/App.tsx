import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useSyncExternalStore, type ReactNode } from 'react';
import { BrowserRouter, Navigate, Route, Routes, useLocation } from 'react-router';
import { onSession, renew, sessionState } from './api/session.ts';
import { Waiting } from './frame/Waiting.tsx';
import { queries } from './live/queries.ts';
import { useTheme } from './look/settings.ts';
import { resolver, theme } from './look/theme.ts';
import { Boundary } from './marks/Boundary.tsx';
import { SignIn } from './signin/SignIn.tsx';
import { preferLanguage } from './words/words.ts';

/** The sign-in page comes first and alone; the inbox is fetched while somebody types their password. */
const inbox = () => import('./Inside.tsx');
const Inside = lazy(inbox);

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
    void inbox().catch(() => undefined);
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
        <Route path="*" element={<Whole><Suspense fallback={<Waiting status="starting" />}><Inside /></Suspense></Whole>} />
      ) : (
        <Route path="*" element={<ToSignIn />} />
      )}
    </Routes>
  );
}

function Whole({ children }: { children: ReactNode }) {
  return <Boundary of={useLocation().pathname}>{children}</Boundary>;
}

const PAGES = /^\/(inbox\/|board(\/|$)|channels$|rules(\/|$)|setup(\/|$))/;

function ToSignIn() {
  const { pathname } = useLocation();
  return <Navigate to="/sign-in" replace state={{ from: pathname }} />;
}

function BackWhereOneWas() {
  const from = (useLocation().state as { from?: string } | null)?.from;
  return <Navigate to={from !== undefined && PAGES.test(from) ? from : '/inbox/mine'} replace />;
}
