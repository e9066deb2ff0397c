import type * as v from 'valibot';

/** One entry of the contract between the window and the main process. */
export interface Call<Args extends v.GenericSchema<unknown, readonly unknown[]>, Value> {
  readonly args: Args;
  /** Only a type: what the handler answers is built by our own code and is not parsed again. */
  readonly value?: Value;
}

export const call = <Value>() => <Args extends v.GenericSchema<unknown, readonly unknown[]>>(args: Args): Call<Args, Value> => ({ args });
