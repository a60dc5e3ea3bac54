import type { TFunction } from 'i18next';
import type { Summary } from '../api/types.ts';

/** Nobody may know a customer's name yet. */
export const customerName = (t: TFunction, { customer }: Summary) =>
  customer.name === '' ? t('customer.unnamed') : customer.name;
