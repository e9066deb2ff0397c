export { createSecretariatClient, type SecretariatClient, type SecretariatClientOptions } from './createSecretariatClient.ts';
export { createMessageTransport, type MessageTransport } from './messageTransport.ts';
export { notJoined, storedSecretariatSchema, type SecretariatStore, type StoredSecretariat } from './storedSecretariat.ts';
export { createPairingTransport, type PairingTransport } from './pairingTransport.ts';
export { createRecoveryTransport, type RecoveryTransport } from './recoveryTransport.ts';
export { createSyncTransport, type SyncTransport } from './syncTransport.ts';
export { createPieceTransport, type PieceTransport } from './pieceTransport.ts';
export { createExchangeAllowance, type ExchangeAllowance } from './exchangeAllowance.ts';
