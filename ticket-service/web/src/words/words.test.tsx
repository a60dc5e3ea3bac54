import { act, render, screen } from '@testing-library/react';
import { useTranslation } from 'react-i18next';
import { describe, expect, it } from 'vitest';
import { word } from './format.ts';
import i18n, { learn } from './words.ts';

function Skill({ id }: { id: string }) {
  const { t } = useTranslation();
  return <p>{word(t, 'skill', id)}</p>;
}

describe('what an installation calls its own', () => {
  it('is shown where it is named already', () => {
    render(<Skill id="x-rays" />);
    expect(screen.getByText('x-rays')).toBeTruthy();
    act(() => learn('skill', [{ id: 'x-rays', name: 'Рентген' }]));
    expect(screen.getByText('Рентген')).toBeTruthy();
  });

  it('comes after the catalogue', () => {
    learn('skill', [{ id: 'refunds', name: 'Money back' }]);
    expect(i18n.getFixedT('ru')('skill.refunds')).toBe('возвраты');
    expect(i18n.getFixedT('en')('skill.refunds')).toBe('refunds');
  });
});
