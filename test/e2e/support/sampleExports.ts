import { createTar } from 'nanotar';
import { samplePng } from './sampleFiles.ts';

const joplin = (id: string, kind: number, title: string, body: string, more: readonly string[] = []): string =>
  [title, '', ...(body === '' ? [] : [body, '']), `id: ${id}`, 'created_time: 2024-02-03T04:05:06.000Z', 'updated_time: 2024-03-04T05:06:07.000Z', ...more, `type_: ${kind}`].join('\n');

const ids = { folder: 'f'.repeat(32), note: 'a1'.repeat(16), other: 'b2'.repeat(16), picture: 'c3'.repeat(16), tag: 'd4'.repeat(16), link: 'e5'.repeat(16), locked: '96'.repeat(16) };

/** The files of a Joplin export: a notebook, two notes, one of them encrypted, a picture, a tag, a picture on the network. */
export function joplinFiles(): { readonly name: string; readonly data: Uint8Array }[] {
  const text = (name: string, content: string) => ({ name, data: new TextEncoder().encode(content) });
  return [
    text(`${ids.folder}.md`, joplin(ids.folder, 2, 'Field visits', '')),
    text(`${ids.note}.md`, joplin(ids.note, 1, 'Visit to the upper valley', `Two **roads** are closed.\n\n- [x] Ask the mayor\n- [ ] Call back\n\n![gate](:/${ids.picture}) ![far](https://tracker.example/p.png)`, [`parent_id: ${ids.folder}`, 'markup_language: 1'])),
    text(`${ids.other}.md`, joplin(ids.other, 1, 'Second visit', 'قال الشاهد إن الجسر أُغلق.', [`parent_id: ${ids.folder}`])),
    text(`${ids.locked}.md`, joplin(ids.locked, 1, 'Locked', '', ['encryption_applied: 1'])),
    text(`${ids.picture}.md`, joplin(ids.picture, 4, 'gate.png', '', ['mime: image/png', 'filename: gate.png'])),
    text(`${ids.tag}.md`, joplin(ids.tag, 5, 'roads', '')),
    text(`${ids.link}.md`, joplin(ids.link, 6, '', '', [`note_id: ${ids.note}`, `tag_id: ${ids.tag}`])),
    { name: `resources/${ids.picture}.png`, data: new Uint8Array(samplePng().buffer) },
  ];
}
export const joplinArchive = (): Uint8Array => createTar(joplinFiles().map(({ name, data }) => ({ name, data })));

/** An Evernote export of two notes, one with a picture, a task, a script and a picture on the network. */
export const enexFile = (): string => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE en-export SYSTEM "http://xml.evernote.com/pub/evernote-export3.dtd">
<en-export export-date="20260102T030405Z" application="Evernote">
<note><title>Radio &amp; press, 3 May</title><created>20240503T101112Z</created><updated>20240504T101112Z</updated><tag>radio</tag>
<content><![CDATA[<?xml version="1.0"?><!DOCTYPE en-note SYSTEM "http://xml.evernote.com/pub/enml2.dtd"><en-note><h1>Heard</h1><div>&ldquo;They&nbsp;must <b>leave</b>&rdquo;</div><div><en-todo checked="false"/>Record it</div><script>hit()</script><img src="https://tracker.example/e.png"/><ol><li>one</li><li>two</li></ol></en-note>]]></content>
<resource><data encoding="base64">${samplePng().buffer.toString('base64')}</data><mime>image/png</mime><resource-attributes><file-name>poster.png</file-name></resource-attributes></resource></note>
<note><title></title><content><![CDATA[<en-note><div>No title</div></en-note>]]></content></note>
</en-export>`;
