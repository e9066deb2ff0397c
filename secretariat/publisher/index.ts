/** The publisher's door: what the server and the command line use of it. */
export { deskCommand } from './desk/deskCommand.ts';
export { terminalAsk } from './desk/terminalAsk.ts';
export { ensureTrialSecretariat, repositoryFingerprint, type EnsuredSecretariat, type EnsureOptions } from './ensureTrialSecretariat.ts';
export { knownPassphrase, newPassphrase, type DeskIo } from './desk/deskIo.ts';
export { deskKdfCost } from './desk/keyFile.ts';
export { deskKeyFile, makeDeskKey, openDeskKey, readDeskKey, trialPassphrase } from './network/deskKey.ts';
export { readNetworkInForce } from './network/networkInForce.ts';
export { networkCommand } from './network/networkCommand.ts';
export { publishCommand, type CommandIo } from './publishCommand.ts';
export { publishFolder, type Published, type PublishOptions } from './publishFolder.ts';
export { PublishingError, type PublishingErrorCode } from './publishingError.ts';
export { renewTimestamp } from './renewTimestamp.ts';
export { repositoryDir } from './repositoryFolder.ts';
export { defaultDataDir } from './trialSecretariat.ts';
