import { useEffect } from 'react';
import { bridge } from '../platform/bridge.ts';
import { adoptEdition } from './adoptEdition.ts';
import { createEditionFeed } from './editionFeed.ts';

/** Brings the edition that the main process has verified into the window's tables, at start and whenever a new one is in force. */
export function useEditionFeed(): void {
  useEffect(() => {
    const feed = createEditionFeed({ active: () => bridge.call('editions.active'), adopt: adoptEdition });
    feed.bring(null);
    const stop = bridge.on('editions.changed', ({ number }) => feed.bring(number));
    return () => {
      feed.end();
      stop();
    };
  }, []);
}
