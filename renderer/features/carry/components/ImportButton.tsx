import { Suspense, useState } from 'react';
import { Button } from '../../../design/components/Button.tsx';
import { useText } from '../../../i18n/useText.ts';
import { loadable } from '../../../platform/loadable.ts';

const ImportDialog = loadable(() => import('./ImportDialog.tsx').then((module) => module.ImportDialog));

export function ImportButton() {
  const text = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="quiet" data-opens="import" onPress={() => setOpen(true)}>{text('import.open')}</Button>
      {open && (
        <Suspense>
          <ImportDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
