/** The frame of the pages that the desk writes: one file that loads nothing and runs nothing. */
export const escapeHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const baseStyle = `
body { margin: 0; background: #f6f5f2; color: #1d2430; font: 16px/1.55 system-ui, sans-serif; }
main { max-inline-size: 820px; margin-inline: auto; padding: 32px 24px 96px; }
h1 { font-size: 26px; } h2 { font-size: 20px; margin-block-start: 2em; }
article { background: #fff; border: 1px solid #d9d6cf; border-radius: 8px; padding: 12px 20px; margin-block: 16px; overflow-wrap: anywhere; }
ins { background: #dcefdf; color: #135c2b; } del { background: #f8dedb; color: #97251b; }
table { border-collapse: collapse; } td, th { text-align: start; padding: 4px 12px 4px 0; vertical-align: top; }
.muted { color: #5b6472; } .moved { border-inline-start: 3px solid #9a6b00; padding-inline-start: 10px; }
.refused { color: #97251b; font-weight: 600; } code { font-size: 13px; }
`;

/** @param style further rules; the page is otherwise complete and needs no other file */
export function deskPage(title: string, body: string, language = 'en', style = baseStyle): string {
  return `<!doctype html>
<html lang="${escapeHtml(language)}" dir="${/^(ar|fa|he|ur)\b/.test(language) ? 'rtl' : 'ltr'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title><style>${style}</style></head>
<body><main>
${body}
</main></body></html>
`;
}
