import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { type CommandId, commands } from '../../../shared/domain/commands.ts';
import type { MessageId } from '../../../shared/messages/en.ts';
import { useSections, useToolkits } from '../../data/publishedReads.ts';
import { useNoteSearch } from '../../data/useNoteSearch.ts';
import { useWordedProgramme, useWordedToolkits } from '../../data/useTranslatedWords.ts';
import { useTranslation } from '../../data/useTranslation.ts';
import { FindDialog, type FindGroup } from '../../design/components/FindDialog.tsx';
import { contentDirection } from '../../i18n/contentDirection.ts';
import { languageName } from '../../i18n/languageName.ts';
import { useText } from '../../i18n/useText.ts';
import { useVaultValue } from '../../platform/vault.ts';
import { usePlan } from '../onboarding/index.ts';
import { shortcutText } from '../../app/shell/shortcuts.ts';
import { Highlighted } from './Highlighted.tsx';
import type { Marked } from './searchMessages.ts';
import { holdTyped, typedMarks } from './typedMarks.ts';
import { useManualSearch } from './useManualSearch.ts';

interface Found {
  readonly id: string;
  readonly title: string;
  readonly aside: string;
  /** Of a section's title, which is content; what else is found is the reader's own or the app's. */
  readonly language?: string;
  readonly marks: readonly Marked[];
  readonly open: () => void;
}

interface Group {
  readonly id: string;
  readonly title: string;
  /** Where the Manual is read in two languages: the one of this group, which its heading names. */
  readonly language?: string;
  readonly found: readonly Found[];
}

const perGroup = 6;
const noFilters = {};

/** One box for everything on this device: commands, the Manual, tasks, toolkits and situations. Arrow keys and Enter; Escape leaves. */
export function SearchDialog({ run, onClose }: { readonly run: (id: CommandId) => void; readonly onClose: () => void }) {
  const text = useText();
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const hits = useManualSearch(query, perGroup);
  const sections = useSections();
  const translated = useTranslation() !== null;
  const toolkits = useToolkits();
  const worded = useWordedToolkits();
  const programme = useWordedProgramme();
  const plan = usePlan();
  const situations = useVaultValue({ name: 'situations' });
  const sources = useVaultValue({ name: 'entries', type: 'source' });
  const notes = useNoteSearch(query, noFilters, perGroup);

  const groups = useMemo((): Group[] => {
    const typed = query.trim().toLowerCase();
    const has = (...texts: string[]): boolean => holdTyped(typed, ...texts);
    const close = (open: () => void) => () => {
      onClose();
      open();
    };
    const groupsFound: Group[] = [
      {
        id: 'commands',
        title: text('search.group.commands'),
        found: commands
          .filter((command) => command.id !== 'search.open')
          .map((command) => ({ command, title: text(command.messageId) }))
          .filter(({ title }) => typed === '' || has(title))
          .map(({ command, title }) => ({ id: command.id, title, aside: shortcutText(command.id), marks: typedMarks(title, query), open: close(() => run(command.id)) })),
      },
    ];
    if (typed === '') return groupsFound;
    groupsFound.push(
      ...(hits ?? []).map(({ language, hits: inLanguage }): Group => ({
        id: `sections ${language}`,
        title: text('search.group.sections'),
        ...(translated ? { language } : {}),
        found: inLanguage.flatMap(({ id, title, titleMarks }) => sections?.filter((section) => section.id === id).map((section) => ({ id, title, aside: section.number, language, marks: titleMarks, open: close(() => void navigate({ to: '/manual/$sectionId', params: { sectionId: id }, search: translated ? { find: query, in: language } : { find: query } })) })) ?? []),
      })),
      {
        id: 'notes',
        title: text('search.group.notes'),
        found: (notes?.hits ?? []).map((note) => ({
          id: note.id,
          title: note.title === '' ? note.excerpt : note.titleMarks.length > 0 ? note.title : `${note.title} · ${note.excerpt}`,
          aside: situations?.find(({ id }) => id === note.situationId)?.name ?? '',
          marks: note.title === '' ? note.excerptMarks : note.titleMarks.length > 0 ? note.titleMarks : note.excerptMarks.map(({ start, end }) => ({ start: start + note.title.length + 3, end: end + note.title.length + 3 })),
          open: close(() => void navigate({ to: '/situations/$situationId', params: { situationId: note.situationId }, search: { note: note.id, find: query } })),
        })),
      },
      {
        id: 'sources',
        title: text('sources.title'),
        found: (sources ?? []).filter((source) => has(source.name)).slice(0, perGroup).map((source) => ({ id: source.id, title: source.name, aside: source.reliability ?? '', marks: typedMarks(source.name, query), open: close(() => void navigate({ to: '/sources', search: { source: source.id } })) })),
      },
      {
        id: 'tasks',
        title: text('search.group.tasks'),
        found: (plan?.tasks ?? []).map(({ task }) => ({ task, read: programme.value.tasks.find(({ id }) => id === task.id) ?? task })).filter(({ task, read }) => has(read.title, read.why) || has(task.title, task.why)).slice(0, perGroup).map(({ read: task }) => ({ id: task.id, title: task.title, aside: '', marks: typedMarks(task.title, query), open: close(() => void navigate({ to: '/onboarding', search: { task: task.id } })) })),
      },
      {
        id: 'toolkits',
        title: text('search.group.toolkits'),
        found: (toolkits ?? []).map((toolkit) => ({ toolkit, read: worded?.find(({ id }) => id === toolkit.id) ?? toolkit })).filter(({ toolkit, read }) => has(read.title, read.purpose) || has(toolkit.title, toolkit.purpose)).map(({ read }) => read).slice(0, perGroup).map((toolkit) => ({ id: toolkit.id, title: toolkit.title, aside: text(`toolkits.kind.${toolkit.kind}` as MessageId), marks: typedMarks(toolkit.title, query), open: close(() => void navigate({ to: '/toolkits/$toolkitId', params: { toolkitId: toolkit.id } })) })),
      },
      {
        id: 'situations',
        title: text('search.group.situations'),
        found: (situations ?? []).filter((situation) => has(situation.name, situation.area)).slice(0, perGroup).map((situation) => ({ id: situation.id, title: situation.name, aside: text(`situation.stage.${situation.stage}`), marks: typedMarks(situation.name, query), open: close(() => void navigate({ to: '/situations/$situationId', params: { situationId: situation.id } })) })),
      },
    );
    return groupsFound.filter((group) => group.found.length > 0);
  }, [query, hits, sections, translated, toolkits, worded, programme, plan, situations, sources, notes, text, navigate, run, onClose]);

  // The same objects until something else is found: a list of new ones would be built anew under the reader's choice.
  const shown = useMemo(() => groups.map((group): FindGroup => ({
    id: group.id,
    heading: <>{group.title}{group.language !== undefined && <> · <bdi lang={group.language}>{languageName(group.language)}</bdi></>}</>,
    items: group.found.map((found) => ({
      id: `${group.id}:${found.id}`,
      title: found.title,
      shown: <span lang={found.language} dir={found.language === undefined ? 'auto' : contentDirection(found.language)}><Highlighted text={found.title} marks={found.marks} /></span>,
      aside: found.aside,
    })),
  })), [groups]);
  const total = groups.reduce((sum, group) => sum + group.found.length, 0);
  const byKey = new Map<string, Found>(groups.flatMap((group) => group.found.map((found) => [`${group.id}:${found.id}`, found] as const)));

  return (
    <FindDialog
      title={text('search.title')}
      placeholder={text('search.placeholder')}
      query={query}
      onQuery={setQuery}
      status={query.trim() === '' ? text('search.hint') : total === 0 ? text('search.none', { query }) : text('search.results', { count: total })}
      groups={shown}
      onPick={(itemId) => byKey.get(itemId)?.open()}
      onClose={onClose}
    />
  );
}
