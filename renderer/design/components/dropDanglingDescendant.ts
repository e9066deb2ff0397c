/**
 * Keeps the search field from naming a result that is gone. React Aria sets `aria-activedescendant` half a second after the first
 * result appears and does not take it back when that result was replaced meanwhile, so a screen reader would be sent nowhere. Watches
 * everything under `dialog`; answers the function that stops it. To be removed when React Aria clears its timer (useAutocomplete).
 */
export function dropDanglingDescendant(dialog: HTMLElement): () => void {
  const check = (): void => {
    const field = dialog.querySelector('input[aria-activedescendant]');
    const named = field?.getAttribute('aria-activedescendant');
    if (named != null && document.getElementById(named) === null) field?.removeAttribute('aria-activedescendant');
  };
  const observer = new MutationObserver(check);
  observer.observe(dialog, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-activedescendant', 'id'] });
  return () => observer.disconnect();
}
