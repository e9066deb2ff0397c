import type { UnlockReport } from '../../../../shared/domain/vault/vaultStatus.ts';
import { Notice } from '../../../design/components/Notice.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import styles from '../TodayScreen.module.css';

/** What opening the vault had to mend, and what could not be: said once, in plain words, never left to be found out. */
export function MendedNotice({ report }: { readonly report: UnlockReport | null }) {
  const text = useText();
  const health = useVaultValue({ name: 'health' });
  const setAside = health?.setAside.length ?? 0;
  if (report?.restored == null && report?.journalRewritten == null && (report?.olderBy ?? 0) === 0 && setAside === 0 && health?.failureCode == null) return null;
  return (
    <div className={styles.notices}>
      {report?.restored != null && <Notice tone="good">{text('today.restored', { records: report.restored.records })}</Notice>}
      {report?.journalRewritten != null && <Notice>{text('today.rewritten')}</Notice>}
      {report !== null && report.olderBy > 0 && <Notice tone="problem">{text('today.older')}</Notice>}
      {setAside > 0 && <Notice tone="problem">{text('today.setAside', { count: setAside })}</Notice>}
      {health?.failureCode != null && <Notice tone="problem">{text.failure({ code: health.failureCode, messageId: `failure.${health.failureCode}`, details: {} })}</Notice>}
    </div>
  );
}
