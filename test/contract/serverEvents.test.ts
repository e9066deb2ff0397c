import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { publishFolder } from '../../secretariat/publisher/index.ts';
import { onEachDatabase } from './onEachDatabase.ts';
import { openStream } from './openStream.ts';
import { manualFolder } from './secretariatFixture.ts';

await onEachDatabase('event streams', (server) => {
  it('say the present edition at once and a new one within two seconds', async () => {
    const stream = await openStream(server.running.listening);
    expect(await stream.next()).toEqual({ event: 'edition', data: '{"number":1}' });
    await publishFolder({ dataDir: server.dataDir, folder: await manualFolder(server.dataDir, 'What was agreed'), edition: undefined, note: undefined, clock: () => new Date() });
    const published = performance.now();
    expect(await stream.next()).toEqual({ event: 'edition', data: '{"number":2}' });
    expect(performance.now() - published).toBeLessThan(2_000);
    stream.close();
    const late = await openStream(server.running.listening);
    expect(await late.next()).toEqual({ event: 'edition', data: '{"number":2}' });
    late.close();
  });

  it('say nothing to a reader that has heard it', async () => {
    const stream = await openStream(server.running.listening);
    await stream.next();
    const again = await openStream(server.running.listening, { 'last-event-id': stream.lastId() });
    await publishFolder({ dataDir: server.dataDir, folder: await manualFolder(server.dataDir, 'What was agreed'), edition: undefined, note: undefined, clock: () => new Date() });
    expect(await again.next()).toEqual({ event: 'edition', data: '{"number":2}' });
    stream.close();
    again.close();
  });

  it('beat when nothing happens', async () => {
    await server.restart({ heartbeatMs: 50 });
    const stream = await openStream(server.running.listening);
    await stream.next();
    await stream.beat();
    await stream.beat();
    stream.close();
  });

  it('are as many as the server holds, and a place that is given up can be taken', async () => {
    await server.restart({ maxStreams: 2 });
    const [first, second] = [await openStream(server.running.listening), await openStream(server.running.listening)];
    const refused = await fetch(`${server.running.listening}/v1/events`);
    expect([refused.status, await refused.json(), refused.headers.get('retry-after')]).toEqual([503, { code: 'server.busy' }, '60']);
    first.close();
    await wait(100);
    const third = await openStream(server.running.listening);
    expect(await third.next()).toMatchObject({ event: 'edition' });
    second.close();
    third.close();
  });

  it('do not delay the stop when a connection was opened in advance', async () => {
    const unused = connect(Number(new URL(server.running.listening).port), '127.0.0.1');
    await new Promise((resolve) => unused.once('connect', resolve));
    await fetch(`${server.running.listening}/v1/health`).then((response) => response.text());
    const started = performance.now();
    await server.running.stop();
    expect(performance.now() - started).toBeLessThan(1_000);
    unused.destroy();
    await server.begin();
  });

  it('end when the server stops, at once', async () => {
    const streams = await Promise.all(Array.from({ length: 20 }, () => openStream(server.running.listening)));
    await Promise.all(streams.map((stream) => stream.next()));
    const started = performance.now();
    await server.running.stop();
    expect(performance.now() - started).toBeLessThan(2_000);
    await Promise.all(streams.map((stream) => stream.ended()));
    await server.begin();
  });
});
