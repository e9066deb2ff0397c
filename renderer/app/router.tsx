import { createHashHistory, createRootRouteWithContext, createRoute, createRouter, redirect } from '@tanstack/react-router';
import * as v from 'valibot';
import type { UnlockReport } from '../../shared/domain/vault/vaultStatus.ts';
import { AssessmentScreen, BriefingsScreen } from '../features/assessments/index.ts';
import { ChangesScreen, EarlierEditionPage, EditionList, ManualScreen, MarginPage, OpeningPage, ReferencePage, SectionPage, WholeManualPage } from '../features/manual/index.ts';
import { CalendarScreen } from '../features/calendar/index.ts';
import { HandoverScreen } from '../features/handover/index.ts';
import { NetworkScreen } from '../features/network/index.ts';
import { PeopleScreen } from '../features/people/index.ts';
import { OnboardingScreen } from '../features/onboarding/index.ts';
import { PaperScreen } from '../features/papers/index.ts';
import { RunScreen } from '../features/runs/index.ts';
import { SettingsScreen } from '../features/settings/index.ts';
import { OptionsScreen, ScenariosScreen } from '../features/planning/index.ts';
import { SignalsScreen } from '../features/signals/index.ts';
import { SituationScreen, SituationSourcesScreen, SituationsScreen, SourcesScreen, TimelineScreen } from '../features/situations/index.ts';
import { TodayScreen } from '../features/today/index.ts';
import { ToolkitsScreen } from '../features/toolkits/index.ts';
import { WarningScreen } from '../features/warning/index.ts';
import { Frame } from './shell/Frame.tsx';

export interface AppContext {
  readonly lock: () => void;
  /** What opening the vault had to mend; shown once on Today. */
  readonly report: UnlockReport | null;
}

const root = createRootRouteWithContext<AppContext>()({ component: Frame });
const text = v.optional(v.pipe(v.string(), v.maxLength(200)));

/** Search parameters come from links and are parsed like any other input; what does not fit is dropped. */
const searchOf = <T extends v.ObjectEntries>(entries: T) => {
  const schema = v.object(entries);
  return (input: Record<string, unknown>): v.InferOutput<typeof schema> => {
    const parsed = v.safeParse(schema, input);
    return parsed.success ? parsed.output : ({} as v.InferOutput<typeof schema>);
  };
};

const manual = createRoute({ getParentRoute: () => root, path: '/manual', component: ManualScreen });

const routes = [
  createRoute({ getParentRoute: () => root, path: '/', beforeLoad: () => { throw redirect({ to: '/today' }); } }),
  createRoute({ getParentRoute: () => root, path: '/today', component: TodayScreen }),
  createRoute({ getParentRoute: () => root, path: '/onboarding', validateSearch: searchOf({ task: text, phase: text }), component: OnboardingScreen }),
  createRoute({ getParentRoute: () => root, path: '/calendar', component: CalendarScreen }),
  createRoute({ getParentRoute: () => root, path: '/people', component: PeopleScreen }),
  createRoute({ getParentRoute: () => root, path: '/network', validateSearch: searchOf({ part: text, message: text, to: text, note: text, briefing: text }), component: NetworkScreen }),
  createRoute({ getParentRoute: () => root, path: '/handover', component: HandoverScreen }),
  manual.addChildren([
    createRoute({ getParentRoute: () => manual, path: '/', component: OpeningPage }),
    createRoute({ getParentRoute: () => manual, path: '/$sectionId', validateSearch: searchOf({ find: text, mark: text, place: text, in: text }), component: SectionPage }),
    createRoute({ getParentRoute: () => manual, path: '/margin', component: MarginPage }),
    createRoute({ getParentRoute: () => manual, path: '/print', component: WholeManualPage }),
    createRoute({ getParentRoute: () => manual, path: '/editions', component: EditionList }),
    createRoute({ getParentRoute: () => manual, path: '/editions/$number', component: EarlierEditionPage }),
    createRoute({ getParentRoute: () => manual, path: '/editions/$number/$sectionId', component: EarlierEditionPage }),
    createRoute({ getParentRoute: () => manual, path: '/reference/$part', component: ReferencePage }),
    createRoute({ getParentRoute: () => manual, path: '/reference/$part/$entryId', component: ReferencePage }),
  ]),
  createRoute({ getParentRoute: () => root, path: '/changes', component: ChangesScreen }),
  createRoute({ getParentRoute: () => root, path: '/toolkits', component: ToolkitsScreen }),
  createRoute({ getParentRoute: () => root, path: '/toolkits/$toolkitId', validateSearch: searchOf({ task: text }), component: ToolkitsScreen }),
  createRoute({ getParentRoute: () => root, path: '/runs/$runId', component: RunScreen }),
  createRoute({ getParentRoute: () => root, path: '/signals', validateSearch: searchOf({ signal: text }), component: SignalsScreen }),
  createRoute({ getParentRoute: () => root, path: '/papers/$paperId', component: PaperScreen }),
  createRoute({ getParentRoute: () => root, path: '/situations', validateSearch: searchOf({ choose: text }), component: SituationsScreen }),
  createRoute({ getParentRoute: () => root, path: '/situations/$situationId', validateSearch: searchOf({ note: text, find: text, at: text, from: text }), component: SituationScreen }),
  createRoute({ getParentRoute: () => root, path: '/situations/$situationId/briefings', validateSearch: searchOf({ briefing: text, kind: text }), component: BriefingsScreen }),
  createRoute({ getParentRoute: () => root, path: '/situations/$situationId/assessment', validateSearch: searchOf({ run: text, group: text }), component: AssessmentScreen }),
  createRoute({ getParentRoute: () => root, path: '/situations/$situationId/warning', component: WarningScreen }),
  createRoute({ getParentRoute: () => root, path: '/situations/$situationId/sources', component: SituationSourcesScreen }),
  createRoute({ getParentRoute: () => root, path: '/situations/$situationId/timeline', component: TimelineScreen }),
  createRoute({ getParentRoute: () => root, path: '/sources', validateSearch: searchOf({ source: text }), component: SourcesScreen }),
  createRoute({ getParentRoute: () => root, path: '/situations/$situationId/scenarios', component: ScenariosScreen }),
  createRoute({ getParentRoute: () => root, path: '/situations/$situationId/options', component: OptionsScreen }),
  createRoute({ getParentRoute: () => root, path: '/settings', validateSearch: searchOf({ page: text, invitation: v.optional(v.pipe(v.string(), v.maxLength(2_000))) }), component: SettingsScreen }),
] as const;

const tree = root.addChildren([...routes]);

/** Hash history, because the app's own protocol serves files; the place of a link is then data that can be copied. */
export const createAppRouter = (context: AppContext) => createRouter({ routeTree: tree, history: createHashHistory(), context, defaultPreload: false, defaultStructuralSharing: true });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
