/** What the app and the Secretariat's server say to each other over HTTP. Both sides parse with these schemas. */
import * as v from 'valibot';
import { invitationCodeLength } from '../domain/invitationCode.ts';
import { isSecretariatName } from '../domain/invitation.ts';

export const apiPaths = {
  health: '/v1/health',
  ready: '/v1/ready',
  about: '/v1/about',
  redeem: '/v1/invitations/redeem',
  events: '/v1/events',
  /** Folder of TUF metadata and targets, served as plain files. */
  repository: '/repository/',
} as const;

/** Largest answer in bytes that the app reads from a route of the API. Files of the repository have their own limits. */
export const maxAnswerBytes = 64 * 1024;
/** Largest body in bytes that the server reads from a request to the API. */
export const maxRequestBytes = 16 * 1024;
/** The server writes a comment at least this often, so that both ends notice a dead connection. */
export const heartbeatMs = 25_000;

const randomId = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
const publicKey = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const fingerprint = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const signature = v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/));
const deviceName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80), v.regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u));

export const statusSchema = v.object({ status: v.picklist(['ok', 'starting']) });

export const aboutSchema = v.object({
  name: v.pipe(v.string(), v.check(isSecretariatName)),
  serverId: randomId,
  /** Changes when the server's data was restored from a backup. */
  epoch: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  /** SHA-256 of the first root metadata. */
  root: fingerprint,
});
export type About = v.InferOutput<typeof aboutSchema>;

export const redeemRequestSchema = v.strictObject({
  /** The invitation's code without hyphens. */
  code: v.pipe(v.string(), v.length(invitationCodeLength), v.regex(/^[0-9A-HJKMNP-TV-Z]+$/)),
  /** Ed25519 and X25519 public keys of the device in hexadecimal. */
  signKey: publicKey,
  boxKey: publicKey,
  deviceName,
  /** The Secretariat that the app means to join. The server refuses when it is another one. */
  serverId: randomId,
  root: fingerprint,
  /** Ed25519 by the device's new key over `joinText`, so that nobody registers a key that they do not hold. A program from before leaves it out and is told so. */
  proof: v.optional(signature),
});
export type RedeemRequest = v.InferOutput<typeof redeemRequestSchema>;

/** What is hashed (SHA-256) into the proof instead of the code itself. */
export const joinCodeText = (code: string): string => `focalpoint join\n${code}`;

/** What a device signs when it redeems an invitation. Bound to server, code and both keys, so that it serves for nothing else. */
export const joinText = (serverId: string, codeHash: string, device: { readonly signKey: string; readonly boxKey: string; readonly deviceName: string }): string =>
  `focalpoint join 1\n${serverId}\n${codeHash}\n${device.signKey}\n${device.boxKey}\n${device.deviceName}`;

export const redeemAnswerSchema = v.object({ accountId: randomId, deviceId: randomId, serverId: randomId });

/** Every refusal of the API is this and nothing more: no text, no echo of the request. */
export const errorAnswerSchema = v.object({ code: v.pipe(v.string(), v.regex(/^[a-z]+\.[a-zA-Z]+$/), v.maxLength(60)) });

/** Why the server did not accept an invitation; the app has a sentence for each. */
export const redeemRefusals = ['invitation.unknown', 'invitation.expired', 'invitation.used', 'invitation.tooManyTries', 'invitation.otherServer', 'invitation.noProof', 'invitation.badProof'] as const;
export type RedeemRefusal = (typeof redeemRefusals)[number];

/** Name of the server-sent event that says an edition was published or confirmed anew; its data is `editionEventSchema` as JSON. */
export const editionEventName = 'edition';
export const editionEventSchema = v.object({ number: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000_000)) });
