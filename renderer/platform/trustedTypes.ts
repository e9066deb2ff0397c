interface TrustedTypeFactory {
  createPolicy(name: string, rules: { createHTML?(html: string): string; createScriptURL?(url: string): string }): unknown;
}

/** The empty document that the editor's parser starts from. */
const editorSkeleton = /^<body><(\/)?body>$|^<body><\/body>$|^$/;

let parsingApart = false;

/**
 * Reads markup from outside, such as a paste, into a document of its own: nothing in it runs, loads or is shown. What is taken from it must be
 * chosen piece by piece; the document itself never becomes part of the page.
 */
export function parseApart(html: string): Document {
  parsingApart = true;
  try {
    return new DOMParser().parseFromString(html, 'text/html');
  } finally {
    parsingApart = false;
  }
}

/**
 * The page's security policy refuses every text that would become markup or code. Few uses are let through by name: worker scripts of
 * our own origin, and the empty skeleton that the editor parses. What parseApart reads is the third.
 */
export function allowOwnSinks(): void {
  const factory = (window as unknown as { trustedTypes?: TrustedTypeFactory }).trustedTypes;
  factory?.createPolicy('default', {
    createHTML: (html) => {
      if (parsingApart || editorSkeleton.test(html)) return html;
      throw new TypeError('markup from text is not allowed here');
    },
    createScriptURL: (url) => {
      if (new URL(url, location.href).origin === location.origin || new URL(url, location.href).href.startsWith(`${location.protocol}//${location.host}/`)) return url;
      throw new TypeError('scripts come from the app itself only');
    },
  });
}
