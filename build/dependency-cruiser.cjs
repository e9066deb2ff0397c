/*
 * Who may import whom, one rule for each row of docs/architecture.md. Run by build/check/graph.ts, which also runs it on the tree
 * build/check/fixtures/graph, where every rule is broken once: a rule that no longer bites fails the check.
 * CommonJS, because dependency-cruiser reads its configuration that way.
 */
const tests = '\\.(test|fixture)\\.tsx?$';
const ours = '^(electron|renderer|shared|secretariat|build|test)/';

const forbidden = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    forbidden('shared-imports-nothing-of-ours', 'shared is the ground: it imports nothing else of ours.', { path: '^shared/' }, { path: ours, pathNot: '^shared/' }),
    forbidden('shared-runs-anywhere', 'shared runs in the main process, the window, a worker and the server: no Node, Electron, React, Dexie or server library.', { path: '^shared/', pathNot: tests }, { path: ['^node:', 'node_modules/(electron|react|react-dom|react-intl|react-aria-components|dexie|dexie-react-hooks|fastify|kysely|pg|@tanstack|@tiptap/react)/'] }),
    forbidden('shared-without-node', 'shared runs where there is no Node.', { path: '^shared/', pathNot: tests }, { dependencyTypes: ['core'] }),
    forbidden('electron-imports-shared-only', 'The main process imports shared and itself.', { path: '^electron/', pathNot: tests }, { path: ours, pathNot: '^(electron|shared)/' }),
    forbidden('renderer-imports-shared-only', 'The window imports shared and itself.', { path: '^renderer/', pathNot: tests }, { path: ours, pathNot: '^(renderer|shared)/' }),
    forbidden('secretariat-imports-shared-only', 'The Secretariat imports shared and itself.', { path: '^secretariat/', pathNot: tests }, { path: ours, pathNot: '^(secretariat|shared)/' }),
    forbidden('renderer-without-node', 'The window has no Node.', { path: '^renderer/', pathNot: tests }, { dependencyTypes: ['core'] }),
    forbidden('only-electron-imports-electron', 'Electron is known to the main process, the preload and the stand-in only.', { pathNot: ['^electron/', '^test/', '^build/'] }, { path: 'node_modules/electron/' }),
    forbidden('preload-imports-contracts-only', 'The preload imports shared/contracts, the types of shared/errors, and Electron.', { path: '^electron/preload\\.ts$' }, { pathNot: ['^shared/(contracts|errors)/', 'node_modules/electron/', '^electron$'] }),
    forbidden('feature-only-through-its-door', 'A feature imports another only through its index.ts.', { path: '^renderer/features/([^/]+)/' }, { path: '^renderer/features/[^/]+/', pathNot: ['^renderer/features/$1/', '^renderer/features/[^/]+/index\\.ts$'] }),
    forbidden('app-uses-features-through-their-door', 'The frame imports a feature only through its index.ts.', { path: '^renderer/', pathNot: ['^renderer/features/', tests] }, { path: '^renderer/features/[^/]+/', pathNot: '^renderer/features/[^/]+/index\\.ts$' }),
    forbidden('feature-knows-only-the-frame', 'A feature knows the frame it is shown in (app/shell), not how the app is put together.', { path: '^renderer/features/' }, { path: '^renderer/app/', pathNot: '^renderer/app/shell/' }),
    forbidden('design-knows-no-feature', 'The design layer knows words and itself: no feature, no data, no bridge.', { path: '^renderer/design/' }, { path: '^renderer/', pathNot: '^renderer/(design|i18n)/' }),
    forbidden('ground-knows-no-feature', 'What features stand on (data, vault, platform, words) knows no feature and no frame.', { path: '^renderer/(data|vault|platform|i18n)/', pathNot: tests }, { path: '^renderer/(features|app)/' }),
    forbidden('only-vault-knows-keys', 'Keys and sealing stay in the vault worker; the window knows only how a passphrase is made and judged.', { path: '^renderer/', pathNot: ['^renderer/vault/', tests] }, { path: ['^shared/crypto/', 'node_modules/libsodium'], pathNot: '^shared/crypto/passphrase(Words)?\\.ts$' }),
    forbidden('sockets-only-for-the-secretariat', 'One place of the main process opens connections.', { path: '^electron/', pathNot: ['^electron/(secretariat|editions)/', tests] }, { path: '^(node:)?(net|http|https|http2|tls|dgram|dns)$' }),
    forbidden('product-imports-no-test', 'Nothing outside test imports test/; only build/ may, to start the stand-in.', { path: '^(electron|renderer|shared|secretariat)/' }, { path: '^test/' }),
    forbidden('tests-stay-tests', 'A test or its fixture is imported by tests only.', { pathNot: ['^test/', tests] }, { path: tests }),
    forbidden('no-circle', 'Files that import each other in a circle cannot be loaded one at a time. Types may.', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
    forbidden('resolvable', 'Every import leads somewhere.', {}, { couldNotResolve: true }),
    forbidden('declared', 'A package that is imported is named in package.json.', { path: ours }, { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^build/(out|dist|check/fixtures)/', '^test/host/fixture-app/', '^test/bench/pouchdb/'] },
    tsPreCompilationDeps: true, // imports of types count
    combinedDependencies: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'], extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.css'], mainFields: ['module', 'main', 'types'] },
  },
};
