import { Link } from '@tanstack/react-router';
import { BookUp } from 'lucide-react';
import { useEditionState } from '../../../data/secretariatQueries.ts';
import { useEditionChanges } from '../../../data/publishedReads.ts';
import { changeSettings, useSettings } from '../../../data/useSettings.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { useText } from '../../../i18n/useText.ts';
import styles from '../TodayScreen.module.css';

/** Refusals that say that someone offered a wrong text. A missing network is no refusal and is said in the sidebar. */
const worthSaying = new Set(['edition.tampered', 'edition.rolledBack', 'edition.notEnoughSignatures', 'edition.foreignRepository', 'edition.newerFormat', 'edition.tooLarge', 'edition.damaged']);

/** Says that a new edition is in force and what it changed, until the user has looked or put it away. */
export function EditionCard() {
  const text = useText();
  const settings = useSettings();
  const state = useEditionState().data;
  const changed = useEditionChanges();
  const refusal = state?.refusal && worthSaying.has(state.refusal.code) ? state.refusal : null;
  const shown = changed != null && settings !== null && settings.changesSeenFor < changed.manifest.number;
  return (
    <>
      {refusal !== null && (
        <Notice tone="problem">
          <b>{text('today.refused')}.</b> {text.failure({ code: refusal.code, messageId: `failure.${refusal.code}`, details: {} })}
        </Notice>
      )}
      {shown && (
        <Card title={text('today.edition.title')} aside={<BookUp size={18} aria-hidden="true" />}>
          <p className={styles.muted}>
            {text('today.edition.text', {
              edition: changed.manifest.edition,
              changed: changed.changes.changed.length,
              added: changed.changes.added.length,
              removed: changed.changes.removed.length,
              total: changed.manifest.items.filter((item) => item.kind === 'section').length,
            })}
          </p>
          <ul className={styles.muted}>
            {[...changed.changes.changed, ...changed.changes.added].slice(0, 4).map((section) => (
              <li key={section.id}>
                <Link to="/manual/$sectionId" params={{ sectionId: section.id }}>
                  <bdi>{section.number} {section.title}</bdi>
                </Link>
              </li>
            ))}
          </ul>
          <div className={styles.row}>
            <Link to="/changes">{text('today.edition.see')}</Link>
            <Button look="quiet" onPress={() => void changeSettings({ changesSeenFor: changed.manifest.number })}>
              {text('common.later')}
            </Button>
          </div>
        </Card>
      )}
    </>
  );
}
