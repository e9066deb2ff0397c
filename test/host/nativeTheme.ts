import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { named } from './named.ts';
import { framesOf } from './registry.ts';

type Provided = 'themeSource' | 'shouldUseDarkColors' | 'shouldUseHighContrastColors' | 'shouldUseInvertedColorScheme' | 'inForcedColorsMode' | 'prefersReducedTransparency';

/** The system's own look is light here; `themeSource` reaches the pages through media features. */
class NativeTheme extends EventEmitter implements Pick<Electron.NativeTheme, Provided> {
  readonly shouldUseHighContrastColors = false;
  readonly shouldUseInvertedColorScheme = false;
  readonly inForcedColorsMode = false;
  readonly prefersReducedTransparency = false;
  #source: 'system' | 'light' | 'dark' = 'system';
  get themeSource(): 'system' | 'light' | 'dark' { return this.#source; }
  set themeSource(source: 'system' | 'light' | 'dark') {
    if (source === this.#source) return;
    this.#source = source;
    for (const contents of new Set(framesOf.values())) {
      void contents.opened.then(() => contents.page.send('Emulation.setEmulatedMedia', { features: themeFeatures() })).catch(() => undefined);
    }
    this.emit('updated');
  }
  get shouldUseDarkColors(): boolean { return this.#source === 'dark'; }
}
const theNativeTheme = new NativeTheme();
export const nativeTheme = named('nativeTheme', theNativeTheme);

/** The media features that pages must see now. */
export const themeFeatures = (): Array<{ name: string; value: string }> => [{ name: 'prefers-color-scheme', value: theNativeTheme.themeSource === 'system' ? '' : theNativeTheme.themeSource }];
