import { useEditionState } from '../../../data/secretariatQueries.ts';
import { Notice } from '../../../design/components/Notice.tsx';
import { exactDate } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';

/** Says that the edition was withdrawn, with the Secretariat's reason in its own words; nothing where it was not. */
export function WithdrawnNotice() {
  const text = useText();
  const withdrawn = useEditionState().data?.withdrawn ?? null;
  if (withdrawn === null) return null;
  return (
    <Notice tone="problem">
      <p>
        <b>{text('editions.withdrawn', { edition: withdrawn.edition, when: exactDate(text, withdrawn.on) })}</b> <bdi>{withdrawn.reason}</bdi>
      </p>
      <p>{text('editions.withdrawn.advice')}</p>
    </Notice>
  );
}
