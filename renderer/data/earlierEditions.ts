import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useState } from 'react';
import type { EditionSummary } from '../../shared/contracts/edition.ts';
import type { Failure } from '../../shared/errors/result.ts';
import { bridge } from '../platform/bridge.ts';
import { keepEarlierEdition } from './adoptEdition.ts';
import { published } from './publishedDatabase.ts';
import { useEditionState } from './secretariatQueries.ts';

/** Every edition that this device keeps, the newest first; undefined while the main process proves them. */
export function useEditionList(): readonly EditionSummary[] | undefined {
  const [list, setList] = useState<readonly EditionSummary[]>();
  useEffect(() => {
    let ended = false;
    const ask = (): void => void bridge.call('editions.list').then((answer) => !ended && answer.ok && setList(answer.value));
    ask();
    let number = 0;
    const stop = bridge.on('editions.changed', (state) => {
      if (state.number !== number) ask();
      number = state.number;
    });
    return () => {
      ended = true;
      stop();
    };
  }, []);
  return list;
}

/** Brings an edition to where it can be read. `loading` until it is there. */
export function useEarlierEdition(number: number): 'loading' | 'ready' | Failure {
  const isThere = useLiveQuery(async () => (await published.editions.get(number)) !== undefined, [number]);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    if (isThere !== false) return undefined;
    let ended = false;
    void bridge.call('editions.read', number).then(async (answer) => {
      if (answer.ok) await keepEarlierEdition(answer.value);
      else if (!ended) setFailure(answer.error);
    });
    return () => {
      ended = true;
    };
  }, [isThere, number]);
  return isThere === true ? 'ready' : (failure ?? 'loading');
}

/** SHA-256 of an edition's manifest; undefined until it is known. */
export function useEditionFingerprint(number: number | undefined): string | undefined {
  const state = useEditionState().data;
  const isInForce = state?.number === number;
  const list = useEditionList();
  return isInForce ? state?.fingerprint : list?.find((one) => one.number === number)?.fingerprint;
}
