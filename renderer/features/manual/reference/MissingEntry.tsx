import { Link } from '@tanstack/react-router';
import { Empty } from '../../../design/components/Empty.tsx';
import { useText } from '../../../i18n/useText.ts';
import type { ReferencePart } from './referenceParts.ts';

/** A link led to an entry that the edition in force does not have. */
export function MissingEntry({ part }: { readonly part: ReferencePart }) {
  const text = useText();
  return (
    <Empty
      title={text('reference.missing')}
      action={
        <Link to="/manual/reference/$part" params={{ part }}>
          {text(`reference.${part}`)}
        </Link>
      }
    />
  );
}
