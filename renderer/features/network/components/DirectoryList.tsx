import { Link } from '@tanstack/react-router';
import { type FocalPoint, type Network, regions } from '../../../../shared/content/network.schema.ts';
import { Card } from '../../../design/components/Card.tsx';
import { Pill } from '../../../design/components/Pill.tsx';
import { useText } from '../../../i18n/useText.ts';
import { longDate } from '../networkDates.ts';
import styles from '../NetworkScreen.module.css';
import { UpdatedOn } from './UpdatedOn.tsx';

/** Who holds the post where, by region, and the desk of the Secretariat. */
export function DirectoryList({ entries, desk }: { readonly entries: readonly FocalPoint[]; readonly desk: Network['desk'] }) {
  const text = useText();
  return (
    <>
      {desk !== null && (
        <Card title={text('network.desk')} aside={<span className={styles.actions}><WriteLink to="desk" label={text('message.write')} isOffered={desk.key !== null} /><Link to="/network" search={{ part: 'messages', message: 'entry', to: 'desk' }} className={styles.link}>{text('message.changeEntry')}</Link></span>}>
          <p className={styles.name}><bdi>{desk.name}</bdi></p>
          <p><bdi>{desk.office}</bdi></p>
          <Contact email={desk.email} phone={desk.phone} />
          {desk.hours !== undefined && <p className={styles.muted}>{text('network.desk.hours')} <bdi>{desk.hours}</bdi></p>}
          <UpdatedOn date={desk.updatedOn} ages />
        </Card>
      )}
      {regions.map((region) => ({ region, those: entries.filter((entry) => entry.region === region) })).filter(({ those }) => those.length > 0).map(({ region, those }) => (
        <Card key={region} title={text(`network.region.${region}`)} flush>
          <ul>{those.map((entry) => <DirectoryRow key={entry.id} entry={entry} />)}</ul>
        </Card>
      ))}
    </>
  );
}

function DirectoryRow({ entry }: { readonly entry: FocalPoint }) {
  const text = useText();
  const lists = [{ label: text('network.offers'), words: entry.offers }, { label: text('network.seeks'), words: entry.seeks }];
  return (
    <li className={styles.entry}>
      <div className={styles.words}>
        <span className={styles.name}><bdi>{entry.country}</bdi></span>
        <span>{entry.name === '' ? text('network.vacant') : <bdi>{entry.name}</bdi>}</span>
        <span className={styles.muted}><bdi>{entry.title}</bdi></span>
        <span className={styles.muted}><bdi>{entry.office}</bdi></span>
        <Contact email={entry.email} phone={entry.phone} />
      </div>
      <dl className={styles.facts}>
        <div><dt>{text('network.languages')}</dt><dd><bdi>{text.intl.formatList(entry.languages)}</bdi></dd></div>
        {lists.filter(({ words }) => words.length > 0).map(({ label, words }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className={styles.pills}>{words.map((word) => <Pill key={word} tone="accent"><bdi>{word}</bdi></Pill>)}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.foot}>
        <WriteLink to={entry.id} label={text('message.writeTo', { name: entry.country })} isOffered={entry.mailbox !== undefined} />
        {entry.since !== undefined && entry.name !== '' && <span className={styles.muted}>{text('network.since', { date: longDate(text, entry.since) })}</span>}
        <UpdatedOn date={entry.updatedOn} ages />
      </div>
    </li>
  );
}

/** To those who have published a key. */
function WriteLink({ to, label, isOffered }: { readonly to: string; readonly label: string; readonly isOffered: boolean }) {
  return isOffered ? <Link to="/network" search={{ part: 'messages', message: 'new', to }} className={styles.link}>{label}</Link> : null;
}

/** Shown to be read and copied: the app opens no other program with an address. */
function Contact({ email, phone }: { readonly email: string | undefined; readonly phone: string | undefined }) {
  const text = useText();
  const ways = [email, phone].filter((way) => way !== undefined);
  return ways.length === 0 ? null : <span className={styles.contact} aria-label={text('network.contact')} role="group">{ways.map((way) => <bdi key={way} dir="ltr">{way}</bdi>)}</span>;
}
