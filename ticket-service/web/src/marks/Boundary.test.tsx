import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MantineProvider } from '@mantine/core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import i18n from '../words/words.ts';
import { Boundary } from './Boundary.tsx';

let broken = true;

function Pane({ name }: { name: string }) {
  if (broken && name === 'bad') throw new Error('nothing to show');
  return <p>{name}</p>;
}

const page = (name: string) => (
  <MantineProvider>
    <Boundary of={name}><Pane name={name} /></Boundary>
    <p>beside</p>
  </MantineProvider>
);

describe('what cannot be shown', () => {
  beforeEach(async () => {
    await i18n.changeLanguage('en');
    broken = true;
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
  });

  it('says so in its place, and is tried anew', async () => {
    render(page('bad'));
    expect(screen.getByRole('alert').textContent).toContain('cannot be shown');
    expect(screen.getByText('beside')).toBeTruthy();
    broken = false;
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(screen.getByText('bad')).toBeTruthy();
  });

  it('does not stand in the way of another one', () => {
    const { rerender } = render(page('bad'));
    rerender(page('good'));
    expect(screen.getByText('good')).toBeTruthy();
  });
});
