import { Menu } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail, CustomerAddress } from '../api/types.ts';
import { useNow } from '../look/now.ts';
import { ChannelMark } from '../marks/ChannelMark.tsx';
import { clock, listTime, shortDay, word } from '../words/format.ts';
import { addressLabel } from '../words/people.ts';
import { language } from '../words/words.ts';
import { inOrder, type Destination } from './channels.ts';
import css from './composer.module.css';

interface Props {
  detail: ConversationDetail;
  destination: Destination;
  choose: (address: string) => void;
}

/** The channel of the reply, and why it is this one. */
export function ChannelChoice({ detail, destination, choose }: Props) {
  const { t } = useTranslation();
  const { address } = destination;
  return (
    <Menu position="top-start" width={420}>
      <Menu.Target>
        <button type="button" className={css['channel']} aria-label={`${t('composer.channelMenu')}: ${t(`channel.${address.channel}`)}`}>
          <ChannelMark channel={address.channel} small />
          {t(`channel.${address.channel}`)}
          <IconChevronDown size={14} aria-hidden className="icon" />
        </button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t('composer.channelMenu')}>
        {inOrder(detail).map((other, at) => (
          <Option key={other.key} address={other} at={at} chosen={other.key === address.key} choose={choose} />
        ))}
        <Menu.Divider />
        <Menu.Label>{t('composer.channelOnce')}</Menu.Label>
      </Menu.Dropdown>
    </Menu>
  );
}

function Option({ address, at, chosen, choose }: { address: CustomerAddress; at: number; chosen: boolean; choose: Props['choose'] }) {
  const { t } = useTranslation();
  const now = useNow();
  const last = address.lastUsedAt === null
    ? t('composer.neverUsed')
    : t('composer.lastAt', { time: listTime(language(), address.lastUsedAt, now) });
  return (
    <Menu.Item
      disabled={!address.reachable}
      onClick={() => choose(address.key)}
      aria-current={chosen ? 'true' : undefined}
      className={chosen ? css['chosen'] ?? '' : ''}
      leftSection={<ChannelMark channel={address.channel} />}
      rightSection={chosen ? <IconCheck size={16} aria-hidden /> : at < 3 ? <kbd>Alt {at + 1}</kbd> : null}
    >
      <b className={css['optionName']}>{t(`channel.${address.channel}`)} <span>{addressLabel(t, address)}</span></b>
      <small className={address.reachable ? css['optionNote'] : css['optionBad']}>
        {address.reachable ? last : t('composer.unreachable', { reason: word(t, 'unreachable', address.reason ?? 'unknown') })}
      </small>
    </Menu.Item>
  );
}

export function ReasonOfChannel({ destination }: { destination: Destination }) {
  const { t } = useTranslation();
  const now = useNow();
  const { address, reason } = destination;
  if (reason === 'chosen') return <>{t('composer.chosen')} · {addressLabel(t, address)}</>;
  if (reason === 'instead') return <>{t('composer.insteadOfLast')} · {addressLabel(t, address)}</>;
  if (reason === 'only' || address.lastUsedAt === null) return <>{addressLabel(t, address)}</>;
  const today = new Date(now).toDateString() === new Date(address.lastUsedAt).toDateString();
  return today
    ? <>{t('composer.lastHere', { time: clock(language(), address.lastUsedAt) })}</>
    : <>{t('composer.lastHereDay', { date: shortDay(language(), address.lastUsedAt) })}</>;
}
