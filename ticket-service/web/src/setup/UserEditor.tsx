import { useTranslation } from 'react-i18next';
import { Choice, TextField, Toggles } from '../rules/Fields.tsx';
import { Editor } from './Editor.tsx';
import { Row } from './Row.tsx';
import type { Known } from './SetupPage.tsx';
import { ROLES, type UserTerms } from './types.ts';
import { useThing } from './useThing.ts';
import rules from '../rules/rules.module.css';
import css from './setup.module.css';

const FRESH: UserTerms = { name: '', roles: ['agent'], language: null, active: true, password: '' };
const form = ({ name, roles, language, active }: UserTerms): UserTerms => ({ name, roles: ROLES.filter(role => roles.includes(role)), language, active });

/** Who may sign in, and as what. */
export function UserEditor({ id, known, disabled }: { id: string | null; known: Known; disabled: boolean }) {
  const { t } = useTranslation();
  const thing = useThing('users', id, FRESH, form);
  const { terms } = thing;
  const change = (some: Partial<UserTerms>) => {
    if (terms !== null) thing.change({ ...terms, ...some });
  };
  return (
    <Editor kind="users" id={id} title={id === null ? t('setup.newOf.users') : (known.users?.find(user => user.id === id)?.name ?? id)} named={terms?.name ?? ''}
      taken={(known.users ?? []).map(user => user.id)} thing={thing} disabled={disabled} removable={false}>
      {terms !== null && (
        <>
          <Row label={t('setup.name')}><TextField label={t('setup.name')} value={terms.name} disabled={disabled} onChange={name => change({ name })} /></Row>
          <Row label={t('setup.roles')}>
            <Toggles label={t('setup.roles')} values={terms.roles} disabled={disabled} wrong={terms.roles.length === 0}
              choices={ROLES.map(role => [role, t(`role.${role}`)] as const)} onChange={roles => change({ roles })} />
          </Row>
          <Row label={t('setup.password')}>
            <TextField label={t('setup.password')} secret value={terms.password ?? ''} disabled={disabled} placeholder={id === null ? '' : t('setup.passwordStays')}
              onChange={password => change(password === '' && id !== null ? { password: undefined } : { password })} />
          </Row>
          <p className={css['note']}>{t('setup.passwordHint')}</p>
          <Row label={t('setup.language')}>
            <Choice label={t('setup.language')} value={terms.language ?? ''} disabled={disabled} choices={[['', t('setup.languageOfBrowser')], ['ru', 'Русский'], ['en', 'English']]}
              onChange={language => change({ language: language === '' ? null : language })} />
          </Row>
          {id !== null && (
            <label className={rules['check']}>
              <input type="checkbox" checked={terms.active} disabled={disabled} onChange={event => change({ active: event.target.checked })} />
              {t('setup.maySignIn')}
            </label>
          )}
        </>
      )}
    </Editor>
  );
}
