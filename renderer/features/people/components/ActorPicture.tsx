import { type Actor, actorGroups } from '../../../../shared/domain/people/actorMap.ts';
import { useText } from '../../../i18n/useText.ts';
import styles from './ActorPicture.module.css';

const size = 360;
const middle = size / 2;
const spoke = 118;

/** The map as a picture: the post in the middle, a circle for each kind, a dot for each institution. Everything in it is also in the list. */
export function ActorPicture({ actors }: { readonly actors: readonly Actor[] }) {
  const text = useText();
  const groups = actorGroups(actors);
  const summary = groups.map(({ kind, actors: those }) => text('people.picture.group', { kind: text(`people.kind.${kind}`), count: those.length })).join('; ');
  return (
    <figure className={styles.figure}>
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={text('people.picture', { summary })} className={styles.picture}>
        {groups.map(({ kind, actors: those }, at) => {
          const angle = (at / groups.length) * 2 * Math.PI - Math.PI / 2;
          const [x, y] = [middle + spoke * Math.cos(angle), middle + spoke * Math.sin(angle)];
          return (
            <g key={kind}>
              <line x1={middle} y1={middle} x2={x} y2={y} className={those.length === 0 ? styles.gapLine : styles.line} />
              <circle cx={x} cy={y} r={40} className={those.length === 0 ? styles.gap : styles.group} />
              {those.slice(0, 12).map((actor, index) => {
                const turn = (index / Math.max(1, Math.min(12, those.length))) * 2 * Math.PI;
                const far = those.length === 1 ? 0 : 22;
                return <circle key={actor.id} cx={x + far * Math.cos(turn)} cy={y + far * Math.sin(turn)} r={6} className={actor.person.trim() === '' ? styles.unnamed : actor.within48 === 'yes' ? styles.quick : styles.known} />;
              })}
              <text x={x} y={y < middle - 1 ? y - 48 : y + 56} textAnchor="middle" className={styles.label}>{text(`people.kind.${kind}`)}</text>
            </g>
          );
        })}
        <circle cx={middle} cy={middle} r={26} className={styles.post} />
        <text x={middle} y={middle + 4} textAnchor="middle" className={styles.postLabel}>{text('people.picture.post')}</text>
      </svg>
      <figcaption className={styles.legend}>
        <span><i className={styles.keyQuick} aria-hidden="true" />{text('people.legend.quick')}</span>
        <span><i className={styles.keyKnown} aria-hidden="true" />{text('people.legend.known')}</span>
        <span><i className={styles.keyUnnamed} aria-hidden="true" />{text('people.legend.unnamed')}</span>
      </figcaption>
    </figure>
  );
}
