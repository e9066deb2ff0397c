import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { named } from './named.ts';

/** Knows nothing of the machine: specs emit its events and replace its methods through `evaluate`. */
class PowerMonitor extends EventEmitter implements Pick<Electron.PowerMonitor, 'getSystemIdleTime' | 'getSystemIdleState' | 'isOnBatteryPower' | 'onBatteryPower' | 'getCurrentThermalState'> {
  readonly onBatteryPower = false;
  /** Seconds. */
  getSystemIdleTime(): number { return 0; }
  getSystemIdleState(thresholdSeconds: number): 'active' | 'idle' { return this.getSystemIdleTime() >= thresholdSeconds ? 'idle' : 'active'; }
  isOnBatteryPower(): boolean { return this.onBatteryPower; }
  getCurrentThermalState(): 'nominal' { return 'nominal'; }
}
export const powerMonitor = named('powerMonitor', new PowerMonitor());
