import { Link, useParams } from '@tanstack/react-router';
import { useEarlierEdition, useEditionList } from '../../../data/earlierEditions.ts';
import { EditionToReadProvider, useManifest, useSections } from '../../../data/publishedReads.ts';
import { Empty } from '../../../design/components/Empty.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { exactDate } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { EarlierContents } from './EarlierContents.tsx';
import { EarlierSection } from './EarlierSection.tsx';
import styles from './Earlier.module.css';

/** An edition that is not in force any more. A banner says so on every page, and everything on the page is that edition's. */
export function EarlierEditionPage() {
  const text = useText();
  const { number: named = '', sectionId } = useParams({ strict: false });
  const number = /^[1-9]\d{0,8}$/.test(named) ? Number(named) : 0;
  if (number === 0) return <Empty title={text('failure.edition.notKept')} action={<Link to="/manual/editions">{text('earlier.title')}</Link>} />;
  return <Loaded key={number} number={number} sectionId={sectionId} />;
}

function Loaded({ number, sectionId }: { readonly number: number; readonly sectionId: string | undefined }) {
  const text = useText();
  const state = useEarlierEdition(number);
  const inForce = useManifest();
  const currentSection = useSections()?.find(({ id }) => id === sectionId);
  const withdrawn = useEditionList()?.find((one) => one.number === number)?.withdrawn ?? null;
  if (state === 'loading' || inForce == null) return <p role="status">{text('earlier.loading')}</p>;
  if (state !== 'ready') return <Empty title={text.failure(state)} action={<Link to="/manual/editions">{text('earlier.title')}</Link>} />;
  return (
    <EditionToReadProvider value={number}>
      <div className={styles.page}>
        <Banner inForce={inForce.edition} isInForce={inForce.number === number} currentSection={currentSection?.id} />
        {withdrawn !== null && <Notice tone="problem">{text('earlier.withdrawnReason', { date: exactDate(text, withdrawn.on), reason: withdrawn.reason })}</Notice>}
        {sectionId === undefined ? <EarlierContents number={number} /> : <EarlierSection number={number} sectionId={sectionId} />}
      </div>
    </EditionToReadProvider>
  );
}

function Banner({ inForce, isInForce, currentSection }: { readonly inForce: string; readonly isInForce: boolean; readonly currentSection: string | undefined }) {
  const text = useText();
  const manifest = useManifest();
  if (manifest == null || isInForce) return null;
  return (
    <div className={styles.banner} role="note">
      <p>{text('earlier.banner', { edition: manifest.edition, date: exactDate(text, manifest.publishedOn), inForce })}</p>
      <p>
        {currentSection === undefined ? <Link to="/manual">{text('earlier.toCurrent')}</Link> : <Link to="/manual/$sectionId" params={{ sectionId: currentSection }}>{text('earlier.toCurrentSection')}</Link>}
      </p>
    </div>
  );
}
