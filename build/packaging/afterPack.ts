import path from 'node:path';
import { flipFuses } from '@electron/fuses';
import { Arch, type AfterPackContext } from 'electron-builder';
import { fuses } from './fuses.ts';

/**
 * Sets the fuses in the executable, before it is signed. Not through electron-builder's own `electronFuses` or `addElectronFuses`:
 * those bring an older @electron/fuses, which does not know every fuse of this Electron.
 */
export async function afterPack({ appOutDir, electronPlatformName, arch, packager }: AfterPackContext): Promise<void> {
  const { productFilename } = packager.appInfo;
  const executable = { darwin: `${productFilename}.app`, win32: `${productFilename}.exe`, linux: 'executableName' in packager ? String(packager.executableName) : productFilename }[electronPlatformName];
  if (executable === undefined) throw new Error(`The fuses of ${electronPlatformName} cannot be set: no such system is packed for.`);
  const resetAdHocDarwinSignature = electronPlatformName === 'darwin' && (arch === Arch.arm64 || arch === Arch.universal);
  await flipFuses(path.join(appOutDir, executable), { ...fuses, resetAdHocDarwinSignature });
}
