export const acknowledgeMessages = {
  'acknowledge.title': 'To be acknowledged',
  'acknowledge.asked': 'The Secretariat asks readers of edition {edition} to acknowledge this section.',
  'acknowledge.give': 'I have read this section',
  'acknowledge.given': 'You acknowledged this text {when}, in edition {edition}.',
  'acknowledge.local': 'Your acknowledgement is kept sealed on this device. The app does not send it.',
  'acknowledge.count': '{open, plural, =0 {You have acknowledged everything that the Secretariat asks for.} one {One section is still open.} other {# sections are still open.}}',
  'acknowledge.open': 'Open',
  'acknowledge.done': 'Acknowledged',
} as const;
