import { openLab } from '../security/editions/editionLab.ts';
import { measureEditionBytes, measureFirstInstall, type EditionBytes } from '../security/editions/measureEditionBytes.ts';
import type { Row } from './samples.ts';

/** Bytes that a device receives for an edit of the Manual, against the smallest patch of the same texts without any proof. */
export async function editionBytesRows(): Promise<Row[]> {
  const [lab, empty] = [await openLab(), await openLab()];
  try {
    const first = await measureFirstInstall(empty);
    const { sections, renamed, poll, E1, E2, E3 } = await measureEditionBytes(lab);
    const row = (what: string, { received, bound }: EditionBytes): Row => ({ what, measured: `${received} bytes`, against: `${bound} bytes: zstd -22 with the old texts at hand, no signatures or hashes`, ratio: (received / bound).toFixed(1) });
    return [
      { what: `New edition: nothing new (${sections} sections)`, measured: `${poll} bytes`, against: 'nothing: it is one signed timestamp', ratio: '–' },
      row('New edition: one sentence', E1),
      row('New edition: three sentences in each of six sections', E2),
      { what: `First installation of ${sections} sections, in ${first.requests} answers`, measured: `${first.received} bytes`, against: `${first.best} bytes: manifest and texts in one stream, the best of brotli 11 and zstd -22`, ratio: (first.received / first.best).toFixed(2) },
      row(`New edition: a word replaced in ${renamed} sections`, E3),
    ];
  } finally {
    await lab.close();
    await empty.close();
  }
}
