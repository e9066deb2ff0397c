/** What was left at home. Neither names nor ids of situations are kept on the device; that something is away is. */
export interface TravelState {
  /** Situations, and the register of sources where it went too. */
  readonly compartments: number;
  /** ISO 8601; null where nothing is away. */
  readonly leftAt: string | null;
}

export interface LeftAtHome {
  readonly compartments: number;
  readonly records: number;
  readonly fileName: string;
}

export interface CameBack {
  /** Pieces of files that lay neither here nor beside the file. */
  readonly missingPieces: number;
  readonly compartments: number;
  readonly records: number;
}
