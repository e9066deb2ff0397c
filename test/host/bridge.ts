/** What the preload's world can do to the page's world. */
export interface ContextBridge {
  expose(key: string, api: unknown): void;
  /** Lets main answer what the page's permissions are. */
  checkPermissions(check: (name: string) => Promise<unknown>): void;
}

/**
 * One end of the context bridge. The source text of this function runs in both worlds of the page: no import, no outer name.
 *
 * The worlds share the window's events and nothing else. A message is the `detail` of an event under a name that the page cannot
 * guess, and Chromium clones a detail when it is read from the other world. Functions and promises cross as numbers.
 */
export function makeBridge(side: 'page' | 'preload', secret: string): ContextBridge {
  type Call = (...args: unknown[]) => unknown;
  type Packed = { readonly k: 'value' | 'again' | 'error' | 'list' | 'record' | 'mine' | 'promise' | 'function'; readonly n?: number | undefined; readonly v?: unknown };
  type Message =
    | { readonly op: 'hello' }
    | { readonly op: 'permissions'; readonly check: Packed }
    | { readonly op: 'expose'; readonly key: string; readonly api: Packed }
    | { readonly op: 'call'; readonly call: number; readonly id: number; readonly args: readonly Packed[] }
    | { readonly op: 'return'; readonly call: number; readonly ok: boolean; readonly value: Packed }
    | { readonly op: 'settle'; readonly id: number; readonly ok: boolean; readonly value: Packed };

  // Taken now, before the page can replace them.
  const { apply } = Reflect;
  const { dispatchEvent, addEventListener } = EventTarget.prototype;
  const { stopImmediatePropagation } = Event.prototype;
  const BridgeEvent = CustomEvent;
  const detailOf = Object.getOwnPropertyDescriptor(CustomEvent.prototype, 'detail')?.get as () => unknown;
  const inbox = `${secret}:${side}`;
  const outbox = `${secret}:${side === 'page' ? 'preload' : 'page'}`;

  const functions = new Map<number, Call>();
  const numbers = new WeakMap<Call, number>();
  const proxies = new WeakMap<Call, number>();
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>();
  const returned = new Map<number, { ok: boolean; value: Packed }>();
  const exposed = new Map<string, unknown>();
  let permissionCheck: ((name: string) => Promise<unknown>) | undefined;
  let next = 1;
  const post = (message: Message): void => void apply(dispatchEvent, window, [new BridgeEvent(outbox, { detail: message })]);
  const isPlain = (it: object): boolean => {
    const proto: object | null = Object.getPrototypeOf(it) as object | null;
    return proto === null || (Object.getPrototypeOf(proto) === null && proto.constructor?.name === 'Object');
  };

  function pack(it: unknown, depth = 0, seen = new Map<object, number>()): Packed {
    if (depth > 1000) throw new TypeError('Electron contextBridge recursion depth exceeded.  Nested objects deeper than 1000 are not supported.');
    if (typeof it === 'function') {
      const call = it as Call;
      const theirs = proxies.get(call);
      if (theirs !== undefined) return { k: 'mine', n: theirs };
      const id = numbers.get(call) ?? next++;
      numbers.set(call, id);
      functions.set(id, call);
      return { k: 'function', n: id };
    }
    if (it instanceof Promise) {
      const id = next++;
      it.then((value: unknown) => post({ op: 'settle', id, ok: true, value: pack(value) }), (error: unknown) => post({ op: 'settle', id, ok: false, value: pack(error) }));
      return { k: 'promise', n: id };
    }
    if (typeof it === 'symbol') return { k: 'value', v: undefined };
    if (it instanceof Error) return { k: 'error', v: it.message };
    if (typeof it !== 'object' || it === null) return { k: 'value', v: it };
    const known = seen.get(it);
    if (known !== undefined) return { k: 'again', n: known };
    const n = seen.size;
    seen.set(it, n);
    if (Array.isArray(it)) return { k: 'list', n, v: Array.from(it, (member: unknown) => pack(member, depth + 1, seen)) };
    if (isPlain(it)) return { k: 'record', n, v: Object.entries(it).map(([key, member]) => [key, pack(member, depth + 1, seen)]) };
    return { k: 'value', n, v: it };
  }

  function unpack({ k, n = -1, v }: Packed, made = new Map<number, unknown>()): unknown {
    switch (k) {
      case 'value': made.set(n, v); return v;
      case 'again': return made.get(n);
      case 'error': return new Error(v as string);
      case 'mine': return functions.get(n);
      case 'promise': return new Promise((resolve, reject) => void waiting.set(n, { resolve, reject }));
      case 'function': return proxyFor(n);
      case 'list': {
        const list: unknown[] = [];
        made.set(n, list);
        for (const member of v as Packed[]) list.push(unpack(member, made));
        return list;
      }
      case 'record': {
        const record: Record<string, unknown> = {};
        made.set(n, record);
        for (const [key, member] of v as Array<[string, Packed]>) record[key] = unpack(member, made);
        return record;
      }
    }
  }

  function proxyFor(id: number): Call {
    const proxy: Call = (...args) => {
      const call = next++;
      post({ op: 'call', call, id, args: args.map((argument) => pack(argument)) }); // synchronous: the answer is there when it returns
      const answer = returned.get(call);
      returned.delete(call);
      if (!answer) throw new Error('An object could not be cloned.'); // Chromium handed the other world nothing
      const value = unpack(answer.value);
      if (!answer.ok) throw value;
      return value;
    };
    proxies.set(proxy, id);
    return proxy;
  }

  const freeze = (it: unknown): unknown => {
    if (typeof it === 'object' && it !== null && !Object.isFrozen(it) && (Array.isArray(it) || isPlain(it))) {
      Object.freeze(it);
      Object.values(it).forEach(freeze);
    }
    return it;
  };

  const announce = (): void => {
    if (permissionCheck) post({ op: 'permissions', check: pack(permissionCheck) });
    for (const [key, api] of exposed) post({ op: 'expose', key, api: pack(api) });
  };
  const decideQuery = (check: (name: string) => Promise<unknown>): void => {
    const { query } = Permissions.prototype;
    Permissions.prototype.query = async function (wanted) {
      const status = await (apply(query, this, [wanted]) as Promise<PermissionStatus>);
      const state = await check(wanted.name);
      return state === undefined ? status : Object.defineProperty(status, 'state', { value: state });
    };
  };

  const receive = (message: Message): void => {
    if (message.op === 'hello') announce();
    else if (message.op === 'permissions') decideQuery(unpack(message.check) as (name: string) => Promise<unknown>);
    else if (message.op === 'expose') Object.defineProperty(window, message.key, { value: freeze(unpack(message.api)), enumerable: true, writable: false, configurable: false });
    else if (message.op === 'return') returned.set(message.call, message);
    else if (message.op === 'settle') {
      const promise = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.ok) promise?.resolve(unpack(message.value));
      else promise?.reject(unpack(message.value));
    } else {
      try {
        const value = functions.get(message.id)?.(...message.args.map((argument) => unpack(argument)));
        post({ op: 'return', call: message.call, ok: true, value: pack(value) });
      } catch (error) {
        post({ op: 'return', call: message.call, ok: false, value: pack(error instanceof Error ? error : new Error(String(error))) });
      }
    }
  };
  apply(addEventListener, window, [inbox, (event: Event) => {
    apply(stopImmediatePropagation, event, []);
    receive(apply(detailOf, event, []) as Message);
  }, true]);
  if (side === 'page') post({ op: 'hello' });
  return {
    checkPermissions(check) {
      permissionCheck = check;
      post({ op: 'permissions', check: pack(check) });
    },
    expose(key, api) {
      if (exposed.has(key)) throw new Error('Cannot bind an API on top of an existing property on the window object');
      exposed.set(key, api);
      post({ op: 'expose', key, api: pack(api) });
    },
  };
}
