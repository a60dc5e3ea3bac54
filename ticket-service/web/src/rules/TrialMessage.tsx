import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '../api/types.ts';
import { ChannelMark } from '../marks/ChannelMark.tsx';
import { CHANNELS, KINDS, LANGUAGES } from './conditions.ts';
import { Choice, TextField, Toggles } from './Fields.tsx';
import type { Message } from './types.ts';
import { duration } from '../words/format.ts';
import { languageName } from './words.ts';
import css from './rules.module.css';

const SILENCES = [60, 3_600, 14_400, 86_400, 604_800, 2_592_000];

/** The message to try rules on, and, on demand, what is to be supposed besides. */
export function TrialMessage({ message, onChange }: { message: Message; onChange: (message: Message) => void }) {
  const { t } = useTranslation();
  const [more, setMore] = useState(false);
  const set = <K extends keyof Message>(what: K, value: Message[K] | undefined) => {
    const { [what]: _before, ...rest } = message;
    onChange((value === undefined || value === '' ? rest : { ...rest, [what]: value }) as Message);
  };
  const customer = message.customer ?? {};
  const suppose = <K extends keyof NonNullable<Message['customer']>>(what: K, value: NonNullable<Message['customer']>[K] | undefined) => {
    const { [what]: _before, ...rest } = customer;
    const next = value === undefined ? rest : { ...rest, [what]: value };
    set('customer', Object.keys(next).length === 0 ? undefined : next);
  };
  return (
    <>
      <div className={css['message']}>
        <div className={css['messageHead']}>
          <ChannelMark channel={message.channel} small />
          <span className={css['plainChoice']}>
            <select aria-label={t('trial.channel')} value={message.channel} onChange={event => onChange({ ...message, channel: event.target.value as Channel })}>
              {CHANNELS.map(one => <option key={one} value={one}>{t(`trial.messageFrom.${one}`)}</option>)}
            </select>
            <IconChevronDown size={12} stroke={2} aria-hidden />
          </span>
        </div>
        <textarea aria-label={t('trial.text')} rows={3} maxLength={60_000} value={message.text} onChange={event => onChange({ ...message, text: event.target.value })} />
      </div>
      <button type="button" className={css['moreFacts']} aria-expanded={more} onClick={() => setMore(!more)}>{t(more ? 'trial.less' : 'trial.more')}</button>
      {more && (
        <div className={css['facts']}>
          {message.channel === 'mail' && (
            <>
              <Fact label={t('trial.subject')}><TextField label={t('trial.subject')} value={message.subject ?? ''} onChange={value => set('subject', value)} /></Fact>
              <Fact label={t('trial.from')}><TextField label={t('trial.from')} value={message.from ?? ''} placeholder="kim@shop.example" onChange={value => set('from', value)} /></Fact>
            </>
          )}
          <Fact label={t('trial.door')}><TextField label={t('trial.door')} value={message.door ?? ''} placeholder={`${message.channel}:…`} onChange={value => set('door', value)} /></Fact>
          <Fact label={t('trial.languageIs')}>
            <Choice label={t('trial.languageIs')} value={message.language ?? ''} grow choices={[['', t('trial.fromText')], ...LANGUAGES.map(one => [one, languageName(t, one)] as const)]}
              onChange={value => set('language', value)} />
          </Fact>
          <Fact label={t('trial.at')}>
            <span className={`${css['field']} ${css['grow']}`}>
              <input type="datetime-local" aria-label={t('trial.at')} value={localTime(message.at)} onChange={event => set('at', event.target.value === '' ? undefined : new Date(event.target.value).toISOString())} />
            </span>
          </Fact>
          <Fact label={t('trial.attachments')}>
            <Toggles label={t('trial.attachments')} choices={KINDS.slice(0, 4).map(one => [one, t(`rules.kind.${one}`)] as const)} values={(message.attachments ?? []).map(one => one.toLowerCase())}
              onChange={values => set('attachments', values.length === 0 ? undefined : values.map(one => one.toUpperCase()))} />
          </Fact>
          <Fact label={t('trial.customer')}>
            <Choice label={t('trial.customer')} value={customer.returning === true ? 'yes' : 'no'} grow choices={[['no', t('trial.newCustomer')], ['yes', t('trial.returning')]]}
              onChange={value => suppose('returning', value === 'yes' ? true : undefined)} />
          </Fact>
          <Fact label={t('rules.aboutOf.silence')}>
            <Choice label={t('rules.aboutOf.silence')} value={String(customer.silence ?? '')} grow choices={[['', t('trial.neverWrote')], ...SILENCES.map(one => [String(one), duration(t, one * 1000)] as const)]}
              onChange={value => suppose('silence', value === '' ? undefined : Number(value))} />
          </Fact>
          <Fact label={t('trial.rating')}>
            <Choice label={t('trial.rating')} value={String(customer.rating ?? '')} grow choices={[['', t('trial.noRating')], ...['1', '2', '3', '4', '5'].map(one => [one, one] as const)]}
              onChange={value => suppose('rating', value === '' ? undefined : Number(value))} />
          </Fact>
          <Fact label={t('trial.attributes')}>
            <Attributes given={customer.attributes} onChange={value => suppose('attributes', value)} />
          </Fact>
        </div>
      )}
    </>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return <div className={css['row']}><span className={css['leadWide']}>{label}</span>{children}</div>;
}

/** Written as "plan=wholesale, city=Almaty". */
function Attributes({ given, onChange }: { given: Record<string, string> | undefined; onChange: (attributes: Record<string, string> | undefined) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(() => Object.entries(given ?? {}).map(pair => pair.join('=')).join(', '));
  return (
    <TextField label={t('trial.attributes')} value={text} placeholder={t('trial.attributesHint')} onChange={written => {
      setText(written);
      const pairs = written.split(',').map(one => one.split('=').map(part => part.trim())).filter(([name, value]) => (name ?? '') !== '' && (value ?? '') !== '');
      onChange(pairs.length === 0 ? undefined : Object.fromEntries(pairs) as Record<string, string>);
    }} />
  );
}

function localTime(at: string | undefined): string {
  if (at === undefined) return '';
  const then = new Date(at);
  return new Date(then.getTime() - then.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
