import { expect, it } from 'vitest';
import { linkIn, signalHead, signalKind, signalParts } from './signal.ts';

it('cuts a long text into parts that lose nothing and split no character', () => {
  const text = '🕊️ ab'.repeat(60_000);
  const parts = signalParts(text);
  expect(parts.length).toBeGreaterThan(2);
  expect(parts.join('')).toBe(text);
  for (const part of parts) {
    expect(part.length).toBeLessThanOrEqual(100_000);
    expect(part.isWellFormed()).toBe(true);
  }
  expect(signalParts('short')).toEqual([]);
  expect(signalHead(`${'a'.repeat(3_999)}🕊`).isWellFormed()).toBe(true);
});

it('tells a link from a message and from a clipping, and finds the address in it', () => {
  expect(signalKind('https://example.org/report')).toBe('link');
  expect(signalKind('Columns on the ridge road since Monday.')).toBe('message');
  expect(signalKind('Radio reports (https://example.org/report).')).toBe('clipping');
  expect(linkIn('See https://example.org/report?a=1). It says')).toBe('https://example.org/report?a=1');
  expect(linkIn('javascript:alert(1)')).toBe('');
});
