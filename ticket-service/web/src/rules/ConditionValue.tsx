import { useTranslation } from 'react-i18next';
import { CHANNELS, KINDS, LANGUAGES, pattern, words, type Leaf } from './conditions.ts';
import { Choice, TextField, Toggles, Tokens } from './Fields.tsx';
import { deskChoices, type Names } from './names.ts';
import { Span } from './Span.tsx';
import { languageName } from './words.ts';
import css from './rules.module.css';

/** With what a condition compares. */
export function ConditionValue({ leaf, names, disabled, wrong, onChange }: {
  leaf: Leaf;
  names: Names;
  disabled: boolean;
  wrong: boolean;
  onChange: (leaf: Leaf) => void;
}) {
  const { t } = useTranslation();
  const shared = { disabled, wrong };
  if ('keywords' in leaf) {
    return <Tokens label={t('rules.value.words')} values={leaf.keywords} placeholder={t('rules.value.wordsHint')} {...shared} onChange={values => onChange(words(values, leaf.in ?? 'both'))} />;
  }
  if ('pattern' in leaf) {
    return <TextField label={t('rules.value.pattern')} value={leaf.pattern} mono {...shared} onChange={value => onChange(pattern(value, leaf.in ?? 'both'))} />;
  }
  if ('channels' in leaf) {
    return <Toggles label={t('rules.aboutOf.channel')} choices={CHANNELS.map(one => [one, t(`channel.${one}`)] as const)} values={leaf.channels} {...shared} onChange={channels => onChange({ channels })} />;
  }
  if ('languages' in leaf) {
    const codes = [...new Set([...LANGUAGES, ...leaf.languages])];
    return <Toggles label={t('rules.aboutOf.language')} choices={codes.map(one => [one, languageName(t, one)] as const)} values={leaf.languages} {...shared} onChange={languages => onChange({ languages })} />;
  }
  if ('doors' in leaf) {
    return <Tokens label={t('rules.aboutOf.door')} values={leaf.doors} placeholder="mail:help@shop.example" {...shared} onChange={doors => onChange({ doors })} />;
  }
  if ('domains' in leaf) {
    return <Tokens label={t('rules.aboutOf.domain')} values={leaf.domains} placeholder="shop.example" {...shared} onChange={domains => onChange({ domains })} />;
  }
  if ('attachments' in leaf) {
    return <Toggles label={t('rules.aboutOf.attachment')} choices={KINDS.map(one => [one, t(`rules.kind.${one}`)] as const)} values={leaf.attachments} {...shared} onChange={attachments => onChange({ attachments })} />;
  }
  if ('attribute' in leaf) {
    return (
      <>
        <TextField label={t('rules.value.attribute')} value={leaf.attribute} placeholder={t('rules.value.attribute')} {...shared} onChange={attribute => onChange({ ...leaf, attribute })} />
        <Tokens label={t('rules.value.values')} values={leaf.values ?? []} placeholder={t('rules.value.anyValue')} {...shared} onChange={values => onChange({ ...leaf, values })} />
      </>
    );
  }
  if ('open' in leaf) {
    return <Choice label={t('rules.desk')} value={leaf.open} choices={deskChoices(t, names, leaf.open)} grow {...shared} onChange={open => onChange({ open })} />;
  }
  if ('rating' in leaf) {
    const stars = ['1', '2', '3', '4', '5'].map(one => [one, one] as const);
    return (
      <>
        <Choice label={t('rules.value.from')} value={String(leaf.rating.from)} choices={stars} {...shared} onChange={from => onChange({ rating: { ...leaf.rating, from: Number(from) } })} />
        <span className={css['between']}>{t('rules.value.to')}</span>
        <Choice label={t('rules.value.to')} value={String(leaf.rating.to)} choices={stars} {...shared} onChange={to => onChange({ rating: { ...leaf.rating, to: Number(to) } })} />
        <span className={css['grow']} />
      </>
    );
  }
  if ('silence' in leaf) return <Span label={t('rules.aboutOf.silence')} seconds={leaf.silence} {...shared} onChange={silence => onChange({ silence })} />;
  return <span className={css['grow']} />;
}
