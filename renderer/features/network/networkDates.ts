import { daysBetween } from '../../../shared/time/calendarDate.ts';
import { today } from '../../i18n/nearDate.ts';
import type { TextTools } from '../../i18n/useText.ts';

export const longDate = (text: TextTools, date: string): string => text.intl.formatDate(new Date(`${date}T12:00:00`), { day: 'numeric', month: 'long', year: 'numeric' });

/** Contacts of more than a year ago are often wrong, and someone who relies on one should see its age. */
export const isOld = (date: string): boolean => daysBetween(date, today()) > 365;
