import type { RenderedRun } from '../runs/renderRun.ts';

/** How a point of the policy review stands. The toolkit offers these four for every point, in this order. */
export const standings = ['in-place', 'partly', 'missing', 'not-known'] as const;
export type Standing = (typeof standings)[number];

export interface PolicyGap {
  /** Heading under which the point stands: one of the spheres. */
  readonly sphere: string;
  readonly point: string;
  readonly standing: Exclude<Standing, 'in-place'>;
  /** The reviewer's remark; may be empty. */
  readonly remark: string;
}

/**
 * Points of a review that are partly in place, missing or not known, in the order of the review. A point that nobody answered is no gap:
 * nobody has looked. Where devices differ, the point counts as the weakest of the answers.
 */
export function policyGaps(run: RenderedRun): PolicyGap[] {
  return run.groups.flatMap(({ group, items }) =>
    items.flatMap(({ item, current, answers, hidden }): PolicyGap[] => {
      if (hidden || item.type !== 'choice' || item.options?.length !== standings.length) return [];
      const places = current.flatMap(({ value }) => {
        const place = item.options?.findIndex(({ id }) => id === value) ?? -1;
        return place < 0 ? [] : [place];
      });
      const standing = standings[Math.max(0, ...places)];
      return places.length === 0 || standing === undefined || standing === 'in-place' ? [] : [{ sphere: group.title, point: item.label, standing, remark: answers.remarks.join(' / ') }];
    }),
  );
}
