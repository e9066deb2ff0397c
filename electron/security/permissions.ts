import type { Session } from 'electron';

/** Copying text out is the one thing that the window may do without asking. Reading the clipboard, devices, location, media: never. */
const allowed: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/**
 * Denies every permission, asked for or silently checked. Electron grants what has no handler, and a request handler alone does not
 * cover checks, so all of them are set.
 */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(allowed.has(permission)));
  session.setPermissionCheckHandler((_contents, permission) => allowed.has(permission));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  // Chromium would fetch spelling dictionaries from its maker's servers.
  session.setSpellCheckerEnabled(false);
}
