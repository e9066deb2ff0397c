import { createElement, lazy, useState, type ComponentType, type FunctionComponent } from 'react';

const soon: (() => Promise<unknown>)[] = [];

/**
 * A component whose code is loaded apart from the first load; it stands inside a Suspense. Where the code is here already it is shown at
 * once: React's lazy alone would suspend all the same at its first time, and React holds back what has suspended until 300 ms after the
 * last fallback. `when`: code that few ever need is loaded only when it is asked for; `load` fetches it before that.
 */
export function loadable<C extends ComponentType<never>>(code: () => Promise<C>, when: 'soon' | 'asked' = 'soon'): C & { readonly load: () => Promise<unknown> } {
  type Shown = FunctionComponent<object>;
  let loaded: Shown | null = null;
  const load = async (): Promise<{ readonly default: Shown }> => {
    loaded ??= (await code()) as unknown as Shown;
    return { default: loaded };
  };
  const later = lazy(load) as unknown as Shown;
  if (when === 'soon') soon.push(load);
  function Loadable(props: object) {
    // Kept while it is on the screen: another component in the same place would begin anew.
    const [shown] = useState<Shown>(() => loaded ?? later);
    return createElement(shown, props);
  }
  return Object.assign(Loadable, { load }) as unknown as C & { readonly load: () => Promise<unknown> };
}

/** Loads what is likely to be wanted, one piece after another, whenever the window has nothing else to do. */
export function loadSoon(): void {
  const next = soon.shift();
  if (next === undefined) return;
  requestIdleCallback(() => {
    // A piece that does not come is asked for again, and its failure said, when it is needed.
    void next().catch(() => undefined).then(loadSoon);
  });
}
