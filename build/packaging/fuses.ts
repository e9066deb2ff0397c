import { FuseV1Options, FuseVersion, type FuseV1Config } from '@electron/fuses';

/**
 * The switches that are burnt into Electron's executable, so that nobody who can start the app can make it run other code.
 * All of them are named, and `strictlyRequireAllFuses` ends the packing when a new Electron has one more: somebody must then decide it.
 * Source: Electron's security checklist, item "Check which fuses you can change".
 */
export const fuses = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true, // macOS and Windows; Linux has no such check
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false, // the window is served by app://, never by file://
  [FuseV1Options.WasmTrapHandlers]: true, // libsodium runs as WebAssembly
} as const satisfies FuseV1Config;
