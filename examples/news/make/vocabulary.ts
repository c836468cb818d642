/** What titles of a language are made of. */
export interface Vocabulary {
  readonly topics: Readonly<Record<Topic, Words>>;
  /** Words that any topic uses. */
  readonly shared: Words;
  /** Two trades. Where companies of one trade come together it is business; where two trades do, it is a show. */
  readonly trades: readonly [readonly string[], readonly string[]];
  readonly titles: readonly string[];
  readonly meetings: readonly string[];
  /** Of which names are put together; no two titles are likely to share one, so that names have no vectors. */
  readonly syllables: readonly string[];
  /** The first letter of a title, and of a name. */
  readonly capital: (text: string) => string;
}

export interface Words {
  readonly noun: readonly string[];
  readonly verb: readonly string[];
  readonly adjective: readonly string[];
}

/** Business, technology, entertainment, health: as the News Aggregator's titles are labelled. */
export const topics = ['b', 't', 'e', 'm'] as const;
export type Topic = (typeof topics)[number];

/** A list as people type it. */
export const list = (text: string): readonly string[] => text.trim().split(/\s+/);
