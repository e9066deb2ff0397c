/**
 * The policy sent with every answer of the app's own protocol.
 *
 * `connect-src 'none'` is the wall that keeps an injected script from sending anything away: the window has no network at all, and
 * whatever leaves this machine leaves through the main process. `frame-src` and the rest stay closed by `default-src 'none'`.
 */
const common = [
  "default-src 'none'",
  // The hash is of the one rule that React Aria adds for touch screens (`touch-action` on what can be pressed); any other is refused.
  "style-src 'self' 'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='",
  "img-src 'self' blob:",
  // Recordings that a note holds are played from memory.
  'media-src blob:',
  "font-src 'self'",
  "connect-src 'none'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
];

/** For the page: no inline script, no eval, and Trusted Types for every sink that could turn text into code. */
export const pagePolicy = [...common, "script-src 'self'", "require-trusted-types-for 'script'", 'trusted-types default'].join('; ');

/** For worker scripts: libsodium is WebAssembly, and only the vault worker compiles it. */
export const workerPolicy = [...common, "script-src 'self' 'wasm-unsafe-eval'"].join('; ');

export const policyFor = (pathname: string): string => (/\.worker-[\w-]+\.js$/.test(pathname) ? workerPolicy : pagePolicy);
