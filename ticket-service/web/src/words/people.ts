import type { TFunction } from 'i18next';
import type { AgentOnDuty, CustomerAddress, StatusName, Summary } from '../api/types.ts';
import { language } from './words.ts';

/** Nobody may know a customer's name yet: then a mark that tells one visitor from the next. */
export const customerName = (t: TFunction, { customer }: Summary) =>
  customer.name === '' ? t('customer.unnamed', { mark: customer.id.slice(-4).toUpperCase() }) : customer.name;

/** What people call an address. A visitor's own mark is only for machines. */
export const addressLabel = (t: TFunction, { channel, label }: CustomerAddress) =>
  channel === 'web' && /^[\w-]{16,}$/.test(label) ? t('customer.chatOnSite') : label;

/** What an agent says about taking work: in the word of their own status where they chose one. */
export const presenceWords = (t: TFunction, { presence, status }: Pick<AgentOnDuty, 'presence' | 'status'>) =>
  status === null || status === undefined ? t(`presence.${presence}`) : statusName(status);

export const statusName = (status: StatusName) => (language() === 'ru' ? status.nameRu : status.nameEn);
