interface TrustedTypeFactory {
  createPolicy(name: string, rules: { createHTML?(html: string): string; createScriptURL?(url: string): string }): unknown;
}

/** The empty document that the editor's parser starts from. */
const editorSkeleton = /^<body><(\/)?body>$|^<body><\/body>$|^$/;

/**
 * The page's security policy refuses every text that would become markup or code. Two uses are let through by name: worker scripts of
 * our own origin, and the empty skeleton that the editor parses. Pasted content is parsed by DOMParser documents that never run.
 */
export function allowOwnSinks(): void {
  const factory = (window as unknown as { trustedTypes?: TrustedTypeFactory }).trustedTypes;
  factory?.createPolicy('default', {
    createHTML: (html) => {
      if (editorSkeleton.test(html)) return html;
      throw new TypeError('markup from text is not allowed here');
    },
    createScriptURL: (url) => {
      if (new URL(url, location.href).origin === location.origin || new URL(url, location.href).href.startsWith(`${location.protocol}//${location.host}/`)) return url;
      throw new TypeError('scripts come from the app itself only');
    },
  });
}
