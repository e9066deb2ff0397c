/** After this time React has told its own listeners of the choice; before it, naming the choice ourselves would hide it from them. */
const settledAfterMs = 100;

/**
 * Keeps the field of a find box naming the result that is seen to be chosen. React Aria (useAutocomplete, 3.53.1) sets
 * `aria-activedescendant` half a second late after typing, does not take it back when that result is gone, and reads the choice from
 * it: arrow down and up again within that time, and Enter opened the second result while the first one was shown as chosen.
 * To be removed when React Aria no longer reads the attribute before it has written it.
 */
export function nameChosenResult(box: HTMLElement): void {
  const field = box.querySelector('input');
  const chosen = box.querySelector('[role="menuitem"][data-focused]');
  if (field === null || field.getAttribute('aria-activedescendant') === (chosen?.id ?? null)) return;
  if (chosen === null) field.removeAttribute('aria-activedescendant');
  else field.setAttribute('aria-activedescendant', chosen.id);
}

/** Does so whenever a choice has settled; every key does so as well, before it is handled. Answers the function that stops it. */
export function followChosenResult(box: HTMLElement): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const observer = new MutationObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(() => nameChosenResult(box), settledAfterMs);
  });
  observer.observe(box, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-activedescendant', 'id', 'data-focused'] });
  return () => {
    clearTimeout(timer);
    observer.disconnect();
  };
}
