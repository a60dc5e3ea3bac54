import { IconAlertCircle } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem, Unreachable } from '../api/problem.ts';
import { signIn } from '../api/session.ts';
import { switchTheme, useTheme } from '../look/settings.ts';
import { Button } from '../marks/Button.tsx';
import { Logo } from '../marks/Logo.tsx';
import { chooseLanguage, language } from '../words/words.ts';
import { Picture } from './Picture.tsx';
import css from './signin.module.css';

export function SignIn() {
  const { t } = useTranslation();
  const [user, setUser] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const scheme = useTheme();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    signIn(user.trim(), password).catch(setError).finally(() => setBusy(false));
  };

  return (
    <div className={css['page']}>
      <div className={css['art']}>
        <Picture />
        <p>{t('signIn.motto')}</p>
      </div>
      <main className={css['side']}>
        <form onSubmit={submit}>
          <div className={css['brand']}><Logo />Onethread</div>
          <h1>{t('signIn.heading')}</h1>
          <label htmlFor="user">{t('signIn.user')}</label>
          <input id="user" name="username" autoComplete="username" autoCapitalize="none" spellCheck={false} required autoFocus
            value={user} onChange={event => setUser(event.target.value)} />
          <label htmlFor="password">{t('signIn.password')}</label>
          <input id="password" name="password" type="password" autoComplete="current-password" required
            aria-invalid={error !== null} aria-describedby="sign-in-error"
            value={password} onChange={event => setPassword(event.target.value)} />
          <div id="sign-in-error" role="alert" className={css['error']}>
            {error !== null && <><IconAlertCircle size={14} className="icon" aria-hidden /><span>{refusal(t, error)}</span></>}
          </div>
          <Button type="submit" look="primary" className={css['enter']} disabled={busy}>{t('signIn.enter')}</Button>
          <div className={css['foot']}>
            <button type="button" onClick={() => chooseLanguage(language() === 'ru' ? 'en' : 'ru')} lang={language() === 'ru' ? 'en' : 'ru'}>
              {t('signIn.otherLanguage')}
            </button>
            <button type="button" onClick={() => switchTheme(scheme)}>{t('signIn.theme')}</button>
          </div>
        </form>
      </main>
    </div>
  );
}

function refusal(t: ReturnType<typeof useTranslation>['t'], error: unknown): string {
  if (error instanceof Unreachable) return t('signIn.unreachable');
  if (!(error instanceof Problem)) return t('signIn.failed', { code: '?' });
  if (error.status === 401) return t('signIn.refused');
  if (error.status === 429) return t('signIn.tooMany');
  return t('signIn.failed', { code: error.status });
}
