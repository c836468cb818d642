/** Sent with every file of the interface: isolation for threads, and a policy that lets no foreign code in. */
export declare const pageHeaders: Readonly<Record<string, string>>;

/** The content type that goes with a file's name. */
export declare function contentType(name: string): string;
