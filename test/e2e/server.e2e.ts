import { expect, test } from './support/appTest.ts';
import { join, readInvitation } from './support/join.ts';
import { openScreen } from './support/notes.ts';

test('a server that goes down and comes up again is found by itself, with what it published meanwhile', async ({ openApp, newSecretariat, editor }) => {
  const secretariat = await newSecretariat();
  await secretariat.start();
  const { page } = await openApp();
  await join(page, secretariat.invitation().text);
  await secretariat.stop();
  await expect(page.getByText('The server does not answer just now. The app tries again by itself.')).toBeVisible({ timeout: 30_000 });
  await editor.addSentence('02-role/01-enabler-and-convener.md', 'Written while the server was down.');
  await secretariat.publish(editor.folder);
  await secretariat.start();
  await expect(page.getByText('The server answers.')).toBeVisible({ timeout: 60_000 });
  await openScreen(page, '/today');
  await expect(page.getByRole('heading', { name: 'Manual updated' })).toBeVisible({ timeout: 15_000 });
  await page.getByRole('link', { name: /Enabler and convener/ }).first().click();
  await expect(page.getByText('Written while the server was down.')).toBeVisible();
});

test('an invitation that cannot be used says why and what to do, and nothing is joined', async ({ openApp, newSecretariat }) => {
  const secretariat = await newSecretariat();
  await secretariat.start();
  const other = await newSecretariat({ trusted: false, name: 'Somebody else' });
  await other.start();
  const { page } = await openApp();
  const good = await secretariat.invite();
  const code = /Code: (\S+)/.exec(good.text)?.[1] ?? '';
  const wrongLetter = `${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`;
  const refusedBeforeSending: readonly (readonly [string, string, RegExp])[] = [
    ['nothing', '   ', /Paste the invitation first\./],
    ['no invitation', 'See you at the annual meeting.', /This is not an invitation that the app can read\./],
    ['half of one', `Address: ${secretariat.address}`, /This is not an invitation that the app can read\./],
    ['a typing error', good.text.replace(code, wrongLetter), /The code has a typing error\./],
    ['a link of another kind', good.link.replace('//invite', '//elsewhere'), /The address in this invitation is not safe to use/],
    ['plain http elsewhere', good.link.replace(encodeURIComponent(secretariat.address), encodeURIComponent('http://secretariat.example.org')), /must begin with https/],
    ['two links', `${good.link}\n${other.invitation().link}`, /This is not an invitation that the app can read\./],
    ['another Secretariat, by its link', other.invitation().link, /This invitation is from another Secretariat than the one this app was made for/],
  ];
  for (const [what, text, sentence] of refusedBeforeSending) {
    await readInvitation(page, text);
    await expect(page.getByText(sentence), what).toBeVisible();
    await expect(page.getByRole('button', { name: 'Join', exact: true }), what).toHaveCount(0);
  }
  expect(secretariat.proxy.requests(), 'none of these was sent').toEqual([]);
  expect(other.proxy.requests(), 'none of these was sent').toEqual([]);

  const refusedByServer = async (what: string, text: string, sentence: RegExp): Promise<void> => {
    await readInvitation(page, text);
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await expect(page.getByText(sentence), what).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();
  };
  const numberOf = (text: string): string => (/Code: (\S+)/.exec(text)?.[1] ?? '').replaceAll('-', '').slice(0, 4);
  const expired = await secretariat.invite();
  secretariat.sql(`update invitations set expires_at = '2020-01-01T00:00:00.000Z' where number = '${numberOf(expired.text)}'`);
  await refusedByServer('expired', expired.text, /This invitation has expired\. Invitations hold for seven days/);
  const used = await secretariat.invite();
  secretariat.sql(`update invitations set redeemed_at = '2026-01-01T00:00:00.000Z' where number = '${numberOf(used.text)}'`);
  await refusedByServer('used', used.text, /This invitation was already used\. Each one works once/);
  const worn = await secretariat.invite();
  secretariat.sql(`update invitations set tries_left = 0 where number = '${numberOf(worn.text)}'`);
  await refusedByServer('tried too often', worn.text, /This invitation was tried too often/);
  await refusedByServer('another Secretariat, by its address', other.invitation().text, /This invitation is from another Secretariat/);
  await refusedByServer('the code of another server', good.text.replace(code, /Code: (\S+)/.exec(other.invitation().text)?.[1] ?? ''), /The server does not know this invitation\./);
  await secretariat.cutOff();
  await refusedByServer('no server', good.text, /The Secretariat’s server did not answer\. Check the connection and try again; the invitation is still good\./);
  await secretariat.restore();

  await expect(page.getByText('On this device only')).toBeVisible();
  expect(secretariat.proxy.requests().some((line) => line.includes('/v1/events'))).toBe(false);
  await join(page, good.text); // after all that, the good one is still good
});

test('leaving keeps what was read, and a new invitation joins again', async ({ openApp, newSecretariat }) => {
  const secretariat = await newSecretariat();
  await secretariat.start();
  const { page } = await openApp();
  await join(page, secretariat.invitation().link);
  await page.getByRole('button', { name: 'Leave this Secretariat' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave this Secretariat' }).click();
  await expect(page.getByText('Not joined to a Secretariat', { exact: true })).toBeVisible();
  await openScreen(page, '/manual');
  await expect(page.getByRole('heading', { level: 2, name: 'What your government promised in 2005' })).toBeVisible();
  await join(page, (await secretariat.invite()).text);
});
