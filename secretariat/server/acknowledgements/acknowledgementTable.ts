/** What readers told on purpose: which section of which edition they acknowledged, and when. One row for each text and account, gone when it is taken back. */
import { maxAcknowledgements, type AcknowledgedText, type Acknowledgement } from '../../../shared/contracts/acknowledgeApi.ts';
import type { Database } from '../database/openDatabase.ts';

/** False where the account has told of as many as are kept. */
export async function keepAcknowledgement(db: Database, accountId: string, { sectionId, sha256, edition, readOn }: Acknowledgement): Promise<boolean> {
  const { held } = await db.selectFrom('acknowledgements').select(({ fn }) => fn.countAll<number | string>().as('held')).where('account_id', '=', accountId).executeTakeFirstOrThrow();
  if (Number(held) >= maxAcknowledgements) return false;
  await db
    .insertInto('acknowledgements')
    .values({ account_id: accountId, section_id: sectionId, sha256, edition, read_on: readOn })
    .onConflict((conflict) => conflict.columns(['account_id', 'section_id', 'sha256']).doUpdateSet({ edition, read_on: readOn }))
    .execute();
  return true;
}

export async function removeAcknowledgement(db: Database, accountId: string, { sectionId, sha256 }: AcknowledgedText): Promise<void> {
  await db.deleteFrom('acknowledgements').where('account_id', '=', accountId).where('section_id', '=', sectionId).where('sha256', '=', sha256).execute();
}

export interface ToldAcknowledgement {
  readonly accountId: string;
  /** The Secretariat's own note on whom it invited; empty where there is none. */
  readonly label: string;
  readonly sectionId: string;
  readonly edition: string;
  readonly readOn: string;
}

export async function readAcknowledgements(db: Database): Promise<ToldAcknowledgement[]> {
  const labels = await db.selectFrom('invitations').innerJoin('devices', 'devices.id', 'invitations.redeemed_by').select(['devices.account_id', 'invitations.label']).execute();
  const labelOf = new Map(labels.filter(({ label }) => label !== '').map(({ account_id, label }) => [account_id, label]));
  const rows = await db.selectFrom('acknowledgements').selectAll().orderBy('edition').orderBy('section_id').orderBy('read_on').execute();
  return rows.map((row) => ({ accountId: row.account_id, label: labelOf.get(row.account_id) ?? '', sectionId: row.section_id, edition: row.edition, readOn: row.read_on }));
}
