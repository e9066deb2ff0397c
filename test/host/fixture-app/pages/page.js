import { greeting } from '/part.js';

document.body.dataset.greeting = greeting;
globalThis.received = [];
globalThis.stopListening = globalThis.fixture?.on('event', (...args) => globalThis.received.push(args));
