import { Suspense, useState } from 'react';
import { Button } from '../../../design/components/Button.tsx';
import { useText } from '../../../i18n/useText.ts';
import { loadable } from '../../../platform/loadable.ts';

const ExportDialog = loadable(() => import('./ExportDialog.tsx').then((module) => module.ExportDialog));

/** Opens the export of a situation, or of one note of it. */
export function ExportButton({ situationId, noteId }: { readonly situationId: string; readonly noteId?: string }) {
  const text = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="quiet" data-opens="export" onPress={() => setOpen(true)}>{text(noteId === undefined ? 'export.situation' : 'export.note')}</Button>
      {open && (
        <Suspense>
          <ExportDialog situationId={situationId} noteId={noteId ?? null} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
