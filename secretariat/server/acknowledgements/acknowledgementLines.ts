import type { ToldAcknowledgement } from './acknowledgementTable.ts';

/** Who told the desk that they read what it asked to acknowledge, for a terminal: by edition and section. No line where nobody did. */
export function acknowledgementLines(told: readonly ToldAcknowledgement[]): string[] {
  if (told.length === 0) return [];
  const lines = ['', 'Acknowledgements that readers sent:'];
  let place = '';
  for (const one of told) {
    const here = `${one.edition} ${one.sectionId}`;
    if (here !== place) {
      const people = new Set(told.filter(({ edition, sectionId }) => edition === one.edition && sectionId === one.sectionId).map(({ accountId }) => accountId)).size;
      lines.push(`  Edition ${one.edition}, ${one.sectionId}: ${people}`);
    }
    place = here;
    lines.push(`    ${one.readOn}  ${one.label === '' ? 'invited without a name' : shown(one.label)} (account ${one.accountId.slice(0, 8)})`);
  }
  return lines;
}

const shown = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '');
