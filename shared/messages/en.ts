/** The catalogue: every string that the app shows, by id, in ICU message format. Other languages are files of the same shape. */
import { acknowledgeMessages } from './en/acknowledge.ts';
import { assessmentMessages } from './en/assessments.ts';
import { calendarMessages } from './en/calendar.ts';
import { carryMessages } from './en/carry.ts';
import { commandMessages } from './en/commands.ts';
import { consentMessages } from './en/consent.ts';
import { earlierEditionMessages } from './en/earlierEditions.ts';
import { editionMessages } from './en/editions.ts';
import { exchangeMessages } from './en/exchange.ts';
import { frameMessages } from './en/frame.ts';
import { failureMessages } from './en/failures.ts';
import { fileMessages } from './en/files.ts';
import { firstStartMessages } from './en/firstStart.ts';
import { handoverMessages } from './en/handover.ts';
import { manualMessages } from './en/manual.ts';
import { messageMessages } from './en/messages.ts';
import { networkMessages } from './en/network.ts';
import { noteMessages } from './en/notes.ts';
import { marginMessages } from './en/margin.ts';
import { onboardingMessages } from './en/onboarding.ts';
import { paperMessages } from './en/papers.ts';
import { peopleMessages } from './en/people.ts';
import { printMessages } from './en/print.ts';
import { planningMessages } from './en/planning.ts';
import { practiceMessages } from './en/practice.ts';
import { recoveryMessages } from './en/recovery.ts';
import { settingsMessages } from './en/settings.ts';
import { signalMessages } from './en/signals.ts';
import { situationMessages } from './en/situations.ts';
import { travelMessages } from './en/travel.ts';
import { todayMessages } from './en/today.ts';
import { toolkitMessages } from './en/toolkits.ts';
import { vaultMessages } from './en/vault.ts';
import { warningMessages } from './en/warning.ts';

export const messages = {
  ...frameMessages,
  ...commandMessages,
  ...carryMessages,
  ...failureMessages,
  ...recoveryMessages,
  ...fileMessages,
  ...firstStartMessages,
  ...todayMessages,
  ...onboardingMessages,
  ...calendarMessages,
  ...paperMessages,
  ...peopleMessages,
  ...networkMessages,
  ...messageMessages,
  ...handoverMessages,
  ...manualMessages,
  ...marginMessages,
  ...printMessages,
  ...acknowledgeMessages,
  ...editionMessages,
  ...earlierEditionMessages,
  ...toolkitMessages,
  ...assessmentMessages,
  ...signalMessages,
  ...situationMessages,
  ...noteMessages,
  ...planningMessages,
  ...practiceMessages,
  ...settingsMessages,
  ...exchangeMessages,
  ...consentMessages,
  ...vaultMessages,
  ...warningMessages,
  ...travelMessages,
} as const;

export type MessageId = keyof typeof messages;
