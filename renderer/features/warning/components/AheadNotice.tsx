import { crossing } from '../../../../shared/domain/warning/crossing.ts';
import { Notice } from '../../../design/components/Notice.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import { useWatchedState } from '../useWatchedState.ts';

/** Told before an assessment is signed off: which agreed thresholds its judgements meet and have no open alarm yet. */
export function AheadNotice({ situationId }: { readonly situationId: string }) {
  const text = useText();
  const state = useWatchedState(useVaultValue({ name: 'situation', id: situationId }) ?? null);
  const thresholds = useVaultValue({ name: 'entries', type: 'threshold' });
  const alarms = useVaultValue({ name: 'entries', type: 'alarm' });
  if (state === undefined || thresholds === undefined || alarms === undefined) return null;
  const titles = thresholds
    .filter((each) => (each.situationId === null || each.situationId === situationId) && (each.rule.kind === 'factor' || each.rule.kind === 'factors'))
    .filter(({ id }) => !alarms.some((alarm) => alarm.thresholdId === id && alarm.situationId === situationId && alarm.closedAt === null))
    .filter(({ rule }) => crossing(rule, state) === null && crossing(rule, state, true) !== null)
    .map(({ title }) => title);
  return titles.length === 0 ? null : <Notice>{text('warning.ahead', { titles: titles.join('; ') })}</Notice>;
}
