/** Where the files of photos are. Names are `story/photo/size.webp`. */
export interface PhotoStore {
  /** Resolves when it would survive the process; the same name again replaces it. */
  put(name: string, bytes: Buffer): Promise<void>;
  /** Undefined: there is none. */
  get(name: string): Promise<Buffer | undefined>;
  /** Resolves when it is gone, or was. */
  remove(name: string): Promise<void>;
}
