import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Network } from '../../../shared/content/network.schema.ts';
import { matching } from '../../../shared/domain/network/networkSearch.ts';
import { Screen } from '../../app/shell/Screen.tsx';
import { useNetwork } from '../../data/useNetwork.ts';
import { Empty } from '../../design/components/Empty.tsx';
import { PageTabs, pageTab } from '../../design/components/PageTabs.tsx';
import { TextField } from '../../design/components/TextField.tsx';
import { useText } from '../../i18n/useText.ts';
import { AnnouncementList } from './components/AnnouncementList.tsx';
import { DirectoryList } from './components/DirectoryList.tsx';
import { MessagesPart } from './messages/MessagesPart.tsx';
import { MeetingList } from './components/MeetingList.tsx';
import { PracticeList } from './components/PracticeList.tsx';
import { SteeringList } from './components/SteeringList.tsx';
import { longDate } from './networkDates.ts';
import styles from './NetworkScreen.module.css';

const parts = ['directory', 'steering', 'meetings', 'announcements', 'practice', 'messages'] as const;
type Part = (typeof parts)[number];

/** What the Secretariat publishes besides the Manual, and the way to write to those who stand in it. */
export function NetworkScreen() {
  const text = useText();
  const network = useNetwork();
  const search = useSearch({ from: '/network' });
  const part: Part = parts.find((one) => one === search.part) ?? 'directory';
  if (network === undefined) return <Screen title={text('network.title')}>{null}</Screen>;
  return (
    <Screen title={text('network.title')} below={<PartTabs current={part} />}>
      {part === 'messages' ? <MessagesPart network={network} /> : network === null ? <Empty title={text('network.empty')}>{text('network.empty.text')}</Empty> : <PartView key={part} part={part} network={network} />}
    </Screen>
  );
}

function PartTabs({ current }: { readonly current: Part }) {
  const text = useText();
  return (
    <PageTabs label={text('network.parts')}>
      {parts.map((part) => (
        <Link key={part} to="/network" search={{ part }} {...pageTab(part === current)}>
          {text(`network.part.${part}`)}
        </Link>
      ))}
    </PageTabs>
  );
}

type PublishedPart = Exclude<Part, 'messages'>;
const entriesOf = (network: Network, part: PublishedPart): readonly unknown[] => ({ directory: network.directory, steering: network.steeringGroup, meetings: network.meetings, announcements: network.announcements, practice: network.practice })[part];

function PartView({ part, network }: { readonly part: PublishedPart; readonly network: Network }) {
  const text = useText();
  const [query, setQuery] = useState('');
  const count = matching(entriesOf(network, part), query).length;
  return (
    <div className={styles.page}>
      {network.notice !== '' && <p className={styles.notice}><bdi>{network.notice}</bdi></p>}
      <div className={styles.find}>
        <TextField label={text('network.search')} value={query} onChange={setQuery} maxLength={100} type="search" />
        <p className={styles.muted} role="status">{text('network.results', { count })}</p>
      </div>
      {count === 0 && query.trim() !== '' && <p className={styles.muted}>{text('network.none', { query: query.trim() })}</p>}
      {part === 'directory' && <DirectoryList entries={matching(network.directory, query)} desk={network.desk} />}
      {part === 'steering' && <SteeringList seats={matching(network.steeringGroup, query)} />}
      {part === 'meetings' && <MeetingList meetings={matching(network.meetings, query)} />}
      {part === 'announcements' && <AnnouncementList announcements={matching(network.announcements, query)} />}
      {part === 'practice' && <PracticeList practices={matching(network.practice, query)} />}
      <p className={styles.muted}>{text('network.published', { date: longDate(text, network.publishedOn), number: network.number })}</p>
    </div>
  );
}
