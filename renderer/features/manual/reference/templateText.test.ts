import { expect, test } from 'vitest';
import { templateText } from './templateText.ts';

test('a template becomes text without marks, with its placeholders in words', () => {
  const body = '# {{subject}}\n\n**Alarm: {{situation}}** | Sent {{sentAt}}\n\n- one *soft* word and 2 * 3 * 4\n- see [the route](section:alarm-route)\n\n| Step | By whom |\n|---|:--:|\n| Sent | {{author}} |\n| Decision | |\n';
  const placeholders = [
    { name: 'subject', label: 'Subject of the note' },
    { name: 'situation', label: 'Country or area' },
    { name: 'author', label: 'Your office' },
  ];
  expect(templateText({ body, placeholders })).toBe(
    '[Subject of the note]\n\nAlarm: [Country or area] | Sent [sentAt]\n\n- one soft word and 2 * 3 * 4\n- see the route\n\nStep\tBy whom\nSent\t[Your office]\nDecision\t',
  );
});
