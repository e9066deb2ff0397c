import { licenceFaults, licensedPackages } from '../licences.ts';
import type { CheckStep } from './checkStep.ts';

export const licences: CheckStep = {
  name: 'Licences',
  run() {
    const packages = licensedPackages();
    return Promise.resolve({ faults: licenceFaults(packages), looked: `${packages.length} packages, ${packages.filter(({ shipped }) => shipped).length} of them in the app` });
  },
};
