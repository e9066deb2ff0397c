import type sodium from 'libsodium-wrappers-sumo';

/**
 * libsodium after its `ready` promise, handed in by whoever calls. This folder imports no implementation, so that the same code runs in
 * the vault worker, under Node and in tests.
 */
export type Sodium = typeof sodium;
