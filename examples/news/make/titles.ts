import type { Random } from '../../../core/random.ts';
import { type Topic, topics, type Vocabulary, type Words } from './vocabulary.ts';

export interface Title {
  readonly label: Topic;
  readonly text: string;
}

/** How many titles of a hundred are about each topic, as in the News Aggregator. */
const shares: Readonly<Record<Topic, number>> = { b: 42, t: 12, e: 39, m: 7 };
/** How often a word is one of the topic, and how often one of another topic; else it is a shared one. */
const [OWN, OTHER] = [0.56, 0.1];

/**
 * Draws a title: its topic first, then a form, then a word for each gap.
 *
 * @param meetings how often a business or entertainment title tells of two companies that come together
 */
export function drawTitle(vocabulary: Vocabulary, meetings: number, random: Random): Title {
  const label = drawTopic(random);
  const meeting = (label === 'b' || label === 'e') && random.uniform() < meetings;
  const form = pick(meeting ? vocabulary.meetings : vocabulary.titles, random);
  const own = random.integer(2);
  const trades = [own, label === 'b' ? own : 1 - own] as const;
  const text = form.replace(/\{(\w+)\}/g, (_, gap: string) => {
    if (gap === 'name') return drawName(vocabulary, random);
    if (gap === 'number') return String(100 + random.integer(9900));
    if (gap === 'first' || gap === 'second')
      return pick(vocabulary.trades[trades[gap === 'first' ? 0 : 1] as 0 | 1], random);
    // What two companies meet over tells nothing of the topic.
    return pick(wordsOf(vocabulary, meeting ? null : label, random)[gap as keyof Words], random);
  });
  return { label, text: vocabulary.capital(text) };
}

function drawTopic(random: Random): Topic {
  let left = random.uniform(0, 100);
  return topics.find((topic) => {
    left -= shares[topic];
    return left < 0;
  }) as Topic;
}

function wordsOf({ topics: byTopic, shared, trades }: Vocabulary, label: Topic | null, random: Random): Words {
  const chance = random.uniform();
  // A trade on its own belongs to its topic.
  const trade: Partial<Record<Topic, readonly string[]>> = { b: trades[0], e: trades[1] };
  const withTrade = (topic: Topic) => ({ ...byTopic[topic], noun: [...byTopic[topic].noun, ...(trade[topic] ?? [])] });
  if (label === null) return shared;
  if (chance < OWN) return withTrade(label);
  return chance < OWN + OTHER ? withTrade(pick(topics, random)) : shared;
}

function drawName({ syllables, capital }: Vocabulary, random: Random): string {
  return capital(Array.from({ length: 2 + random.integer(2) }, () => pick(syllables, random)).join(''));
}

function pick<T>(all: readonly T[], random: Random): T {
  return all[random.integer(all.length)] as T;
}
