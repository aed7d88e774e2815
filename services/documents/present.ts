type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The object without its undefined values: absent is absent, in memory, in JSON and in the document tree. */
export const present = <T extends object>(values: T): Present<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>;
