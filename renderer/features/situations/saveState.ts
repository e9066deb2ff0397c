/** How the last change to a note stands. `failed` stays until a later save succeeds. */
export type SaveState = { readonly kind: 'idle' } | { readonly kind: 'saving' } | { readonly kind: 'saved'; readonly at: string } | { readonly kind: 'failed' };
