import { Link } from '@tanstack/react-router';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import styles from '../TodayScreen.module.css';

const quietForMs = 7 * 24 * 60 * 60 * 1000;
const putAwayKey = 'sheet.remindFrom';

/** Until a recovery sheet was made and tried, says what that means. "Later" keeps quiet for a week. */
export function SheetReminder() {
  const text = useText();
  const slots = useVaultValue({ name: 'keySlots' });
  const settings = useVaultValue({ name: 'personalSettings' });
  if (slots === undefined || settings === undefined || slots.sheets.some(({ rehearsedAt }) => rehearsedAt !== null)) return null;
  const putAwayUntil = settings[putAwayKey];
  const now = Date.now();
  // A clock that was far ahead when this was put away must not silence it for ever.
  if (typeof putAwayUntil === 'number' && putAwayUntil > now && putAwayUntil <= now + quietForMs) return null;
  const made = slots.sheets.length > 0;
  return (
    <Card title={text(made ? 'vault.remind.untried' : 'vault.remind.title')}>
      <p className={styles.muted}>{text('vault.remind.text')}</p>
      <div className={styles.row}>
        <Link to="/settings" search={{ page: 'vault' }}>{text(made ? 'vault.remind.try' : 'vault.remind.open')}</Link>
        <Button look="quiet" onPress={() => void vault.commands.savePersonalSettings({ [putAwayKey]: now + quietForMs })}>{text('common.later')}</Button>
      </div>
    </Card>
  );
}
