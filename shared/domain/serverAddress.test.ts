import { describe, expect, it } from 'vitest';
import { parseServerAddress } from './serverAddress.ts';

describe('parseServerAddress', () => {
  it.each([
    ['https://secretariat.example.org', 'https://secretariat.example.org'],
    ['https://secretariat.example.org/', 'https://secretariat.example.org'],
    ['HTTPS://Secretariat.Example.org:443', 'https://secretariat.example.org'],
    ['https://secretariat.example.org:8443/Focal/', 'https://secretariat.example.org:8443/Focal'],
    ['https://192.0.2.7', 'https://192.0.2.7'],
    ['https://xn--bcher-kva.example', 'https://xn--bcher-kva.example'],
    ['http://127.0.0.1:8420', 'http://127.0.0.1:8420'],
    ['http://localhost:8420', 'http://localhost:8420'],
    ['http://[::1]:8420', 'http://[::1]:8420'],
  ])('accepts %s', (text, address) => {
    expect(parseServerAddress(text)).toEqual({ address });
  });

  it.each([
    'http://secretariat.example.org',
    'http://127.0.0.1.example.org',
    'http://localhost.example.org',
    'http://127.0.0.2',
    'http://192.168.1.4',
    'ftp://secretariat.example.org',
    'file:///etc/passwd',
    'javascript://alert',
  ])('refuses %s for its scheme', (text) => {
    expect(parseServerAddress(text)).toEqual({ problem: 'scheme' });
  });

  it.each([
    '',
    'secretariat.example.org',
    'https://',
    'https://user@secretariat.example.org',
    'https://user:word@secretariat.example.org',
    'https://secretariat.example.org@evil.example',
    'https://secretariat.example.org\\@evil.example',
    'https://secretariat.example.org\\evil',
    'https://secretariat%2eexample.org',
    'https://secretariat.example.org/%2e%2e/x',
    'https://secretariat.example.org/../x',
    'https://secretariat.example.org/.hidden',
    'https://secretariat.example.org//evil.example',
    'https://secretariat.example.org?x=1',
    'https://secretariat.example.org#x',
    'https://secretariat.example.org:0',
    'https://secretariat.example.org:65536',
    'https://secretariat.example.org:080',
    'https://secret ariat.example.org',
    'https://secretariat.example.org\n',
    'https://secretariat\u3002example.org',
    'https://secret\u0430riat.example.org',
    'https://2130706433',
    'https://0x7f000001',
    'https://127.1',
    'https://256.1.1.1',
    'https://-a.example.org',
    'https://a..example.org',
    'https://.example.org',
    'https://[::2]',
    `https://${'a'.repeat(400)}.example`,
  ])('refuses %j as malformed', (text) => {
    expect(parseServerAddress(text)).toEqual({ problem: 'malformed' });
  });
});
