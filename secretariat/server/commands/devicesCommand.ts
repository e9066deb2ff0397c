import { mkdir } from 'node:fs/promises';
import { openDatabase } from '../database/openDatabase.ts';
import type { Settings } from '../settings.ts';
import { plainInstant } from './printInvitation.ts';

/** Lists the devices that joined and the invitations that wait. */
export async function devicesCommand(settings: Settings, out: (line: string) => void): Promise<number> {
  await mkdir(settings.dataDir, { recursive: true, mode: 0o700 });
  const db = await openDatabase(settings.database);
  try {
    const now = new Date().toISOString();
    const devices = await db
      .selectFrom('devices')
      .leftJoin('invitations', 'invitations.redeemed_by', 'devices.id')
      .select(['devices.id', 'devices.name', 'devices.created_at', 'devices.revoked_at', 'invitations.label'])
      .orderBy('devices.created_at')
      .execute();
    const waiting = await db.selectFrom('invitations').select(['number', 'label', 'expires_at']).where('redeemed_at', 'is', null).where('expires_at', '>', now).where('tries_left', '>', 0).orderBy('expires_at').execute();
    out(devices.length === 0 ? 'No device has joined yet.' : `Devices that joined: ${devices.length}`);
    for (const device of devices) out(`  ${shown(device.name)}, joined ${plainInstant(device.created_at)}${device.label ? `, invited as "${shown(device.label)}"` : ''}${device.revoked_at === null ? '' : ', revoked'} (${device.id.slice(0, 8)})`);
    if (waiting.length > 0) out(`Invitations that wait: ${waiting.length}`);
    for (const invitation of waiting) out(`  ${invitation.number}…, until ${plainInstant(invitation.expires_at)}${invitation.label ? `: ${shown(invitation.label)}` : ''}`);
    return 0;
  } finally {
    await db.destroy();
  }
}

/** Names come from devices: what could move a terminal's cursor or turn the direction of writing is left out. */
const shown = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '');
