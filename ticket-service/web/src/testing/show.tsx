import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router';
import { queries } from '../live/queries.ts';
import '../words/words.ts';

/** A view as it stands in the app: theme, queries, routes and words. */
export function show(view: ReactNode, at = '/inbox/mine') {
  return render(
    <MantineProvider env="test">
      <QueryClientProvider client={queries}>
        <MemoryRouter initialEntries={[at]}>{view}</MemoryRouter>
      </QueryClientProvider>
    </MantineProvider>,
  );
}
