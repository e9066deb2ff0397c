import { useMemo } from 'react';
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

export function useText(): TextTools {
  const intl = useIntl();
  return useMemo(() => {
    const text = (id: MessageId, values?: Values): string => intl.formatMessage({ id }, values);
    const failure = (problem: Pick<Failure, 'code' | 'messageId' | 'details'>): string =>
      isMessageId(problem.messageId) ? text(problem.messageId, problem.details) : text('failure.unknown', { code: problem.code });
    return Object.assign(text, { intl, failure });
  }, [intl]);
}
