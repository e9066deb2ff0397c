/** Read by language features (await, JSON, console) on objects of any kind: their absence means nothing. */
const probes: ReadonlySet<string> = new Set(['then', 'toJSON', 'constructor', 'inspect', 'nodeType', 'asymmetricMatch', '$$typeof']);

/**
 * Gives an object of the stand-in its manners: whatever it lacks throws by name, where plain JavaScript would answer `undefined` and an
 * app would silently run without a part of Electron that it believes to have. Methods are bound, so that they may be taken off.
 */
export function named<T extends object>(name: string, target: T): T {
  const bound = new Map<PropertyKey, { from: unknown; to: unknown }>();
  return new Proxy(target, {
    get(object, key) {
      if (typeof key === 'string' && !(key in object) && !probes.has(key)) throw new Error(`electron stand-in: ${name}.${key} is not implemented`);
      const value: unknown = Reflect.get(object, key, object);
      if (typeof value !== 'function' || key === 'constructor' || /^class\b/.test(Function.prototype.toString.call(value))) return value;
      const known = bound.get(key);
      if (known?.from === value) return known.to;
      const to: unknown = value.bind(object);
      bound.set(key, { from: value, to });
      return to;
    },
    set: (object, key, value) => Reflect.set(object, key, value, object),
  });
}
