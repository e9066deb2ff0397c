/** Values that the structured clone algorithm takes, as text: a list of nodes, the first being the root. */
export interface Wire {
  encode(value: unknown): string;
  decode(text: string): unknown;
}

/**
 * Makes the two directions. The source text of this function also runs inside the page: it may use no import and no outer name.
 *
 * A node is `[kind, ...]`: v plain, u undefined, d unusual number, i bigint, t date, r regexp, b buffer, w view, e error, a array,
 * o object, m map, s set. Members refer to nodes by number, so cycles and shared objects keep their identity.
 */
export function makeWire(): Wire {
  type Node = readonly [kind: string, ...rest: unknown[]];
  type ViewMaker = new (buffer: ArrayBuffer) => ArrayBufferView;
  const views: Record<string, ViewMaker> = {
    Uint8Array, Int8Array, Uint8ClampedArray, Uint16Array, Int16Array, Uint32Array, Int32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array, DataView,
  };
  interface NativeBase64 { toBase64?(): string }
  const makers = Uint8Array as unknown as { fromBase64?(text: string): Uint8Array<ArrayBuffer> };
  const NodeBuffer = (globalThis as { Buffer?: { from(data: string | ArrayBufferLike, a?: string | number, b?: number): Uint8Array & { toString(encoding: string): string } } }).Buffer;

  const toBase64 = (bytes: Uint8Array): string => {
    if (NodeBuffer) return NodeBuffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
    const native = (bytes as NativeBase64).toBase64;
    if (native) return native.call(bytes);
    let text = '';
    for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
    return btoa(text);
  };
  const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => {
    if (NodeBuffer) return new Uint8Array(NodeBuffer.from(text, 'base64'));
    return makers.fromBase64 ? makers.fromBase64(text) : Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  };

  function encode(value: unknown): string {
    const refuse = (): never => { throw new Error('An object could not be cloned.'); };
    let root: unknown;
    try {
      root = structuredClone(value);
    } catch {
      refuse();
    }
    const nodes: Node[] = [];
    const seen = new Map<object, number>();

    const object = (it: object, at: number): Node => {
      seen.set(it, at);
      const tag = Object.prototype.toString.call(it).slice(8, -1);
      if (Array.isArray(it)) return ['a', it.length, Object.keys(it).map((key) => [Number(key), put(it[Number(key)])])];
      if (tag === 'Object') return ['o', Object.entries(it).map(([key, member]) => [key, put(member)])];
      if (it instanceof Date) return ['t', it.getTime()];
      if (it instanceof RegExp) return ['r', it.source, it.flags];
      if (it instanceof Map) return ['m', [...it].map(([key, member]) => [put(key), put(member)])];
      if (it instanceof Set) return ['s', [...it].map(put)];
      if (it instanceof Error) return ['e', it.name, it.message, it.stack ?? ''];
      if (it instanceof ArrayBuffer) return ['b', toBase64(new Uint8Array(it))];
      if (ArrayBuffer.isView(it) && tag in views) return ['w', tag, toBase64(new Uint8Array(it.buffer, it.byteOffset, it.byteLength))];
      if (it instanceof Boolean || it instanceof Number || it instanceof String) return ['v', it.valueOf()];
      return refuse();
    };
    function put(it: unknown): number {
      if (typeof it === 'object' && it !== null) {
        const known = seen.get(it);
        if (known !== undefined) return known;
      }
      const at = nodes.push(['u']) - 1;
      if (it === undefined) return at;
      if (typeof it === 'bigint') nodes[at] = ['i', String(it)];
      else if (typeof it === 'number' && (!Number.isFinite(it) || Object.is(it, -0))) nodes[at] = ['d', Object.is(it, -0) ? '-0' : String(it)];
      else nodes[at] = typeof it === 'object' && it !== null ? object(it, at) : ['v', it];
      return at;
    }
    put(root);
    return JSON.stringify(nodes);
  }

  function decode(text: string): unknown {
    const nodes = JSON.parse(text) as Node[];
    const made = new Map<number, unknown>();
    const keep = <T>(at: number, it: T): T => {
      made.set(at, it);
      return it;
    };
    function error(name: string, message: string, stack: string): Error {
      const kinds: Record<string, new (message: string) => Error> = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
      return Object.defineProperty(new (kinds[name] ?? Error)(message), 'stack', { value: stack, writable: true, configurable: true });
    }
    function get(at: number): unknown {
      if (made.has(at)) return made.get(at);
      const [kind, first, second, third] = nodes[at] ?? ['u'];
      switch (kind) {
        case 'd': return Number(first);
        case 'i': return BigInt(first as string);
        case 't': return keep(at, new Date(first as number));
        case 'r': return keep(at, new RegExp(first as string, second as string));
        case 'b': return keep(at, fromBase64(first as string).buffer);
        case 'w': {
          const bytes = fromBase64(second as string);
          const View = views[first as string] ?? Uint8Array;
          return keep(at, View === Uint8Array ? bytes : new View(bytes.buffer));
        }
        case 'e': return keep(at, error(first as string, second as string, third as string));
        case 'a': {
          const list = keep(at, new Array<unknown>(first as number));
          for (const [index, member] of second as Array<[number, number]>) list[index] = get(member);
          return list;
        }
        case 'o': {
          const record = keep(at, {});
          for (const [key, member] of first as Array<[string, number]>) Object.defineProperty(record, key, { value: get(member), enumerable: true, writable: true, configurable: true });
          return record;
        }
        case 'm': {
          const map = keep(at, new Map<unknown, unknown>());
          for (const [key, member] of first as Array<[number, number]>) map.set(get(key), get(member));
          return map;
        }
        case 's': {
          const set = keep(at, new Set<unknown>());
          for (const member of first as number[]) set.add(get(member));
          return set;
        }
        default: return first; // v and u
      }
    }
    return get(0);
  }
  return { encode, decode };
}
