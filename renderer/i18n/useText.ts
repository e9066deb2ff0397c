import { useMemo } from 'react';
import { useLocale } from 'react-aria-components';
import { type IntlShape, useIntl } from 'react-intl';
import type { Failure } from '../../shared/errors/result.ts';
import type { MessageId } from '../../shared/messages/en.ts';
import { messages } from '../../shared/messages/en.ts';

type Values = Readonly<Record<string, string | number | Date>>;

export interface TextTools {
  /** The message with this id in the user's language. */
  (id: MessageId, values?: Values): string;
  readonly intl: IntlShape;
  /** The sentence for a failure; a code that has none yet gets the general one, with the code for support. */
  failure(failure: Pick<Failure, 'code' | 'messageId' | 'details'>): string;
}

const isMessageId = (id: string): id is MessageId => id in messages;

/**
 * Words that come from outside the catalogue may run the other way than the sentence they stand in. Where the frame runs from right to
 * left each is set apart by Unicode's isolates, as `<bdi>` does for elements, so that neither disorders the other. `none` is the key by which a message chooses, not a word.
 */
const isolated = (values: Values): Values => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'string' && value !== '' && value !== 'none' ? `\u2068${value}\u2069` : value]));

export function useText(): TextTools {
  const intl = useIntl();
  const isRtl = useLocale().direction === 'rtl';
  return useMemo(() => {
    const text = (id: MessageId, values?: Values): string => intl.formatMessage({ id }, values !== undefined && isRtl ? isolated(values) : values);
    const failure = (problem: Pick<Failure, 'code' | 'messageId' | 'details'>): string =>
      isMessageId(problem.messageId) ? text(problem.messageId, problem.details) : text('failure.unknown', { code: problem.code });
    return Object.assign(text, { intl, failure });
  }, [intl, isRtl]);
}
