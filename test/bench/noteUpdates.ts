import * as Y from 'yjs';

const words = 'the road to the market was closed again and two families left before dawn while the district office said nothing about the escorts '.split(' ');

/** Notes of about 2 KB as the other devices get them, each different. */
export const noteUpdates = (notes: number): Uint8Array[] =>
  Array.from({ length: notes }, (_, number) => {
    const doc = new Y.Doc();
    const paragraph = new Y.XmlElement('paragraph');
    doc.getXmlFragment('body').insert(0, [paragraph]);
    paragraph.insert(0, [new Y.XmlText(Array.from({ length: 340 }, (_unused, at) => words[(at * (number + 7) + number) % words.length]).join(' '))]);
    return Y.encodeStateAsUpdate(doc);
  });
