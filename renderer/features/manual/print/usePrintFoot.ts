import { useEffect } from 'react';
import type { Manifest } from '../../../../shared/contracts/edition.ts';
import { shortFingerprint } from '../../../../shared/domain/fingerprint.ts';
import { useEditionFingerprint } from '../../../data/earlierEditions.ts';
import { exactDate } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';

/** A string of a style sheet, whatever it holds. */
const quoted = (text: string): string => `"${text.replaceAll(/["\\\n\r\f]/g, (sign) => `\\${(sign.codePointAt(0) ?? 0).toString(16)} `)}"`;

/** Puts edition, date and fingerprint at the foot of every sheet that is printed while the page is open. */
export function usePrintFoot(manifest: Manifest | null | undefined): void {
  const text = useText();
  const fingerprint = useEditionFingerprint(manifest?.number);
  const foot = manifest == null ? '' : text('print.foot', { edition: manifest.edition, date: exactDate(text, manifest.publishedOn), fingerprint: fingerprint === undefined ? '' : shortFingerprint(fingerprint) });
  useEffect(() => {
    const { style } = document.documentElement;
    style.setProperty('--print-foot', quoted(foot));
    return () => void style.removeProperty('--print-foot');
  }, [foot]);
}
