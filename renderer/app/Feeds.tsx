import { useEditionFeed } from '../data/useEditionFeed.ts';
import { useSecretariatFeed } from '../data/secretariatQueries.ts';

/** What the main process tells of editions and of the Secretariat, taken in whatever screen is shown. Apart, because the lock screen does not wait for a database. */
export function Feeds() {
  useEditionFeed();
  useSecretariatFeed();
  return null;
}
