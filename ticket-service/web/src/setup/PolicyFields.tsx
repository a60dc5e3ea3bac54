import { useTranslation } from 'react-i18next';
import { FaultLine, useFaults } from '../rules/Faults.tsx';
import { Choice } from '../rules/Fields.tsx';
import { word } from '../words/format.ts';
import { Amount } from './Amount.tsx';
import { Period } from './Period.tsx';
import { Row } from './Row.tsx';
import type { Known } from './SetupPage.tsx';
import { CLASSES, type Policy } from './types.ts';
import rules from '../rules/rules.module.css';

interface Props {
  desk: string;
  policy: Policy;
  known: Known;
  disabled: boolean;
  change: (policy: Policy) => void;
}

/** How a desk routes: order of what waits, choice of the agent, offers, absence, overflow. */
export function PolicyFields(props: Props) {
  const { t } = useTranslation();
  return (
    <>
      <h3>{t('setup.order')}</h3>
      <Order {...props} />
      <h3>{t('setup.agentChoice')}</h3>
      <Choosing {...props} />
      <h3>{t('setup.offers')}</h3>
      <Ring {...props} />
      <h3>{t('setup.absence')}</h3>
      <Absence {...props} />
      <h3>{t('setup.overflow')}</h3>
      <Overflow {...props} />
    </>
  );
}

function Order({ policy, disabled, change }: Props) {
  const { t } = useTranslation();
  const worth = useFaults('/policy/worthMinutes', true);
  const own = policy.worthMinutes;
  return (
    <>
      <Row label={t('setup.ordering')}>
        <Choice label={t('setup.ordering')} value={policy.ordering} grow disabled={disabled}
          choices={(['SCORE', 'STRICT_CLASSES', 'SLA_DUE'] as const).map(one => [one, t(`setup.orderingOf.${one}`)] as const)} onChange={ordering => change({ ...policy, ordering })} />
      </Row>
      {policy.ordering === 'SCORE' && (
        <Row label={t('setup.worth')}>
          <Choice label={t('setup.worth')} value={own === null ? 'points' : 'classes'} disabled={disabled} choices={[['points', t('setup.byPoints')], ['classes', t('setup.byClasses')]]}
            onChange={how => change({ ...policy, worthMinutes: how === 'points' ? null : { URGENT: 60, HIGH: 30, NORMAL: 0, LOW: 0 } })} />
        </Row>
      )}
      {policy.ordering === 'SCORE' && own !== null && CLASSES.map(each => (
        <Row key={each} label={t(`priority.${each.toLowerCase()}Short`)}>
          <Amount label={t('setup.worthOf', { priority: t(`priority.${each.toLowerCase()}Short`) })} value={own[each] ?? 0} unit={t('setup.minutes')} disabled={disabled}
            wrong={worth.some(fault => fault.pointer.endsWith(each))} onChange={minutes => change({ ...policy, worthMinutes: { ...own, [each]: minutes ?? 0 } })} />
        </Row>
      ))}
      <FaultLine faults={worth} />
      <Period label={t('setup.due')} pointer="/policy/dueAfterSeconds" seconds={policy.dueAfterSeconds} disabled={disabled} change={dueAfterSeconds => change({ ...policy, dueAfterSeconds })} />
    </>
  );
}

function Choosing({ policy, disabled, change }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Row label={t('setup.choosing')}>
        <Choice label={t('setup.choosing')} value={policy.choosing} grow disabled={disabled}
          choices={(['BEST_FIT', 'ROUND_ROBIN', 'LONGEST_IDLE', 'SHUFFLED'] as const).map(one => [one, t(`setup.choosingOf.${one}`)] as const)} onChange={choosing => change({ ...policy, choosing })} />
      </Row>
      <Period label={t('setup.lastAgent')} pointer="/policy/lastAgentSeconds" seconds={policy.lastAgentSeconds} disabled={disabled} change={lastAgentSeconds => change({ ...policy, lastAgentSeconds })} />
      <Period label={t('setup.lastAgentWait')} pointer="/policy/lastAgentWaitSeconds" seconds={policy.lastAgentWaitSeconds} disabled={disabled} change={lastAgentWaitSeconds => change({ ...policy, lastAgentWaitSeconds })} />
      <Period label={t('setup.rest')} pointer="/policy/restAfterSeconds" seconds={policy.restAfterSeconds} never={t('setup.never')} disabled={disabled} change={restAfterSeconds => change({ ...policy, restAfterSeconds })} />
    </>
  );
}

function Ring({ policy, disabled, change }: Props) {
  const { t } = useTranslation();
  const faults = useFaults('/policy/ring', true);
  const { ring } = policy;
  return (
    <>
      <Row label={t('setup.ring')}>
        <Choice label={t('setup.ring')} value={ring === null ? 'direct' : 'ring'} grow disabled={disabled} choices={[['direct', t('setup.direct')], ['ring', t('setup.rings')]]}
          onChange={how => change({ ...policy, ring: how === 'direct' ? null : { seconds: 30, silences: 3 } })} />
      </Row>
      {ring !== null && (
        <>
          <Row label={t('setup.ringFor')}>
            <Amount label={t('setup.ringFor')} value={ring.seconds} min={5} unit={t('setup.seconds')} disabled={disabled} wrong={faults.some(fault => fault.pointer.endsWith('seconds'))}
              onChange={seconds => change({ ...policy, ring: { ...ring, seconds: seconds ?? 0 } })} />
          </Row>
          <Row label={t('setup.silences')}>
            <Amount label={t('setup.silences')} value={ring.silences} min={1} disabled={disabled} wrong={faults.some(fault => fault.pointer.endsWith('silences'))}
              onChange={silences => change({ ...policy, ring: { ...ring, silences: silences ?? 0 } })} />
            <span className={rules['between']}>{t('setup.silencesHint')}</span>
          </Row>
        </>
      )}
      <FaultLine faults={faults} />
    </>
  );
}

function Absence({ policy, disabled, change }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Period label={t('setup.offlineGrace')} pointer="/policy/offlineGraceSeconds" seconds={policy.offlineGraceSeconds} disabled={disabled} change={offlineGraceSeconds => change({ ...policy, offlineGraceSeconds })} />
      <Period label={t('setup.disconnectGrace')} pointer="/policy/disconnectGraceSeconds" seconds={policy.disconnectGraceSeconds} disabled={disabled} change={disconnectGraceSeconds => change({ ...policy, disconnectGraceSeconds })} />
      <Row label={t('setup.answered')}>
        <Choice label={t('setup.answered')} value={policy.answeredStay ? 'stay' : 'go'} grow disabled={disabled} choices={[['stay', t('setup.stay')], ['go', t('setup.go')]]}
          onChange={what => change({ ...policy, answeredStay: what === 'stay' })} />
      </Row>
    </>
  );
}

function Overflow({ desk, policy, known, disabled, change }: Props) {
  const { t } = useTranslation();
  const faults = useFaults('/policy/overflow', true);
  const pool = known.desks.find(one => one.id === desk)?.pool;
  const others = known.desks.filter(one => one.id !== desk && one.pool === pool);
  const { overflow } = policy;
  return (
    <>
      <Row label={t('setup.overflowTo')}>
        <Choice label={t('setup.overflowTo')} value={overflow?.desk ?? ''} grow disabled={disabled} wrong={faults.length > 0}
          choices={[['', t('setup.noOverflow')], ...others.map(one => [one.id, word(t, 'desk', one.id, { defaultValue: one.name })] as const)]}
          onChange={to => change({ ...policy, overflow: to === '' ? null : { desk: to, afterSeconds: overflow?.afterSeconds ?? 300 } })} />
      </Row>
      {overflow !== null && (
        <Period label={t('setup.overflowAfter')} pointer="/policy/overflow/afterSeconds" seconds={overflow.afterSeconds} disabled={disabled} change={afterSeconds => change({ ...policy, overflow: { ...overflow, afterSeconds } })} />
      )}
      <FaultLine faults={faults.filter(fault => !fault.pointer.endsWith('afterSeconds'))} />
    </>
  );
}
