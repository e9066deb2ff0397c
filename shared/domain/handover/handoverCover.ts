/** What an opened handover file holds, before it is taken in. */
export interface HandoverCover {
  readonly post: string;
  readonly madeOn: string;
  readonly letter: string;
  readonly situations: readonly string[];
  readonly notes: number;
  readonly files: number;
  /** Of all files together. */
  readonly fileBytes: number;
  /** Papers, runs of toolkits and briefings. */
  readonly papers: number;
  /** Thresholds, alarms and compared options. */
  readonly kept: number;
  readonly contacts: number;
  readonly openItems: number;
  readonly done: number;
  readonly dates: number;
  readonly takenBefore: boolean;
}
