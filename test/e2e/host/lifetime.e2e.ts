import path from 'node:path';
import { expect, test } from '../../host/launch.ts';

const app = path.resolve(import.meta.dirname, '../../host/fixture-app');

test('opens', async ({ launchApp }) => {
  const launched = await launchApp({ app });
  await expect(launched.page.getByRole('heading')).toHaveText('Host fixture');
  await launched.close();
});
