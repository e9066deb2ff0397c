import { faultsOf, runNodeTool, type CheckStep } from './checkStep.ts';

export const unused: CheckStep = {
  name: 'Unused files, exports and packages',
  async run() {
    const result = await runNodeTool('knip/bin/knip.js', ['--config', 'build/knip.json', '--treat-config-hints-as-errors', '--no-progress']);
    return { faults: faultsOf(result, 'knip').map((line) => line.trimEnd().replaceAll(/ {3,}/g, '  ')), looked: 'the whole checkout' };
  },
};
