import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { FaultLine, useFaults } from '../rules/Faults.tsx';
import { Choice } from '../rules/Fields.tsx';
import { word } from '../words/format.ts';
import { Editor } from './Editor.tsx';
import { PolicyFields } from './PolicyFields.tsx';
import { Row } from './Row.tsx';
import type { Known } from './SetupPage.tsx';
import { Name } from './SmallEditors.tsx';
import type { DeskTerms } from './types.ts';
import { useThing } from './useThing.ts';
import css from './setup.module.css';

const form = ({ name, pool, policy, signature }: DeskTerms): DeskTerms => ({
  name, ...(pool === undefined ? {} : { pool }), ...(policy === undefined ? {} : { policy }), ...(signature === undefined || signature === null ? {} : { signature }),
});

/** A desk: its pool, and how it routes. */
export function DeskEditor({ id, known, disabled }: { id: string | null; known: Known; disabled: boolean }) {
  const { t } = useTranslation();
  const thing = useThing('desks', id, { name: '' }, form);
  const { terms } = thing;
  const title = id === null ? t('setup.newOf.desks') : word(t, 'desk', id, { defaultValue: terms?.name ?? id });
  return (
    <Editor kind="desks" id={id} title={title} named={terms?.name ?? ''} taken={known.desks.map(desk => desk.id)} thing={thing} disabled={disabled} removable={id !== 'support'}>
      {terms !== null && (
        <>
          <Name pointer="/name" label={t('setup.name')} value={terms.name} disabled={disabled} change={name => thing.change({ ...terms, name })} />
          {known.pools.length > 1 && <Pool terms={terms} known={known} disabled={disabled} change={thing.change} />}
          <SignatureFields terms={terms} disabled={disabled} change={thing.change} />
          {terms.policy !== undefined && <PolicyFields desk={id ?? ''} policy={terms.policy} known={known} disabled={disabled} change={policy => thing.change({ ...terms, policy })} />}
        </>
      )}
      {id !== null && <p className={css['further']}><Link to={`/rules/hours/${encodeURIComponent(id)}`} className={css['link']}>{t('setup.hours')}</Link></p>}
      {id === null && <p className={css['note']}>{t('setup.deskHint')}</p>}
    </Editor>
  );
}

/** What stands below this desk's mails, by the language of the reply. */
function SignatureFields({ terms, disabled, change }: { terms: DeskTerms; disabled: boolean; change: (terms: DeskTerms) => void }) {
  const { t } = useTranslation();
  return (
    <>
      <h3>{t('setup.signature')}</h3>
      {(['ru', 'en'] as const).map(language => <SignatureField key={language} language={language} terms={terms} disabled={disabled} change={change} />)}
      <p className={css['note']}>{t('setup.signatureHint')}</p>
    </>
  );
}

function SignatureField({ language, terms, disabled, change }: { language: 'ru' | 'en'; terms: DeskTerms; disabled: boolean; change: (terms: DeskTerms) => void }) {
  const { t } = useTranslation();
  const faults = useFaults(`/signature/${language}`);
  const label = t(`setup.signatureIn.${language}`);
  return (
    <>
      <Row label={label}>
        <textarea className={css['text']} aria-label={label} rows={3} disabled={disabled} aria-invalid={faults.length > 0} value={terms.signature?.[language] ?? ''}
          onChange={event => change({ ...terms, signature: { ...terms.signature, [language]: event.currentTarget.value } })} />
      </Row>
      <FaultLine faults={faults} />
    </>
  );
}

function Pool({ terms, known, disabled, change }: { terms: DeskTerms; known: Known; disabled: boolean; change: (terms: DeskTerms) => void }) {
  const { t } = useTranslation();
  const faults = useFaults('/pool');
  return (
    <>
      <Row label={t('setup.pool')}>
        <Choice label={t('setup.pool')} value={terms.pool ?? known.pools[0]?.id ?? ''} grow disabled={disabled} wrong={faults.length > 0}
          choices={known.pools.map(pool => [pool.id, pool.name] as const)} onChange={pool => change({ ...terms, pool })} />
      </Row>
      <FaultLine faults={faults} />
    </>
  );
}
