/** How the exchange with this person's other devices stands. */
export interface ExchangeState {
  /** `off`: joined no Secretariat. `away`: no way to the server, tried again by itself. `stuck`: needs the user. */
  readonly phase: 'off' | 'resting' | 'running' | 'away' | 'stuck';
  /** How far the exchange that runs has come; null where it is done with one answer, and while none runs. */
  readonly advance: ExchangeAdvance | null;
  /** Code of what went wrong last; null where nothing did. */
  readonly failureCode: string | null;
  /** Documents with something that no other device has. */
  readonly waiting: number;
  /** Records of other devices that cannot be read yet. */
  readonly held: number;
  readonly lastExchangeAt: string | null;
  /** What was found amiss with the server's log since the vault was opened, and set right. */
  readonly troubles: number;
  /** Documents that are larger than what can cross. They stay on this device until they are made smaller. */
  readonly tooLarge: number;
  /** Devices that came in by a recovery sheet and that the user of this one has not been told of, or has not said that they know. */
  readonly bySheet: readonly DeviceBySheet[];
  /** This device came in by a sheet, and which others are still the user's was not said. */
  readonly asksForOthers: boolean;
}

/** Records of the server's log that were fetched, or documents that were sent, of those that were there when it began. */
export interface ExchangeAdvance {
  readonly way: 'fetch' | 'send';
  readonly done: number;
  readonly of: number;
}

/** In steps of ten, because a screen reader reads each out; never a hundred, for then it is done and no longer told. */
export const advancePercent = ({ done, of }: ExchangeAdvance): number => Math.min(90, 10 * Math.floor((10 * done) / Math.max(1, of)));

export interface DeviceBySheet {
  readonly deviceId: string;
  /** As it named itself. */
  readonly name: string;
}

export const notExchanging: ExchangeState = { phase: 'off', advance: null, failureCode: null, waiting: 0, held: 0, lastExchangeAt: null, troubles: 0, tooLarge: 0, bySheet: [], asksForOthers: false };
