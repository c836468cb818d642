import { list, type Vocabulary } from './vocabulary.ts';

export const english: Vocabulary = {
  topics: {
    b: {
      noun: list(`shares stocks bonds market profit earnings revenue investors dollar euro inflation economy factory
        exports oil gold tax budget loan debt wages jobs airline dividend lender trader treasury currency output demand`),
      verb: list('rises falls slips rallies cuts raises forecasts misses acquires sells borrows climbs hedges invests'),
      adjective: list('quarterly annual fiscal weak strong cheap costly bullish flat industrial'),
    },
    t: {
      noun: list(`phone tablet app software browser robot chip server cloud password hackers satellite telescope battery
        screen laptop drone sensor code startup headset keyboard router website pixel cable engine`),
      verb: list('unveils updates hacks ships patches encrypts upgrades installs downloads scans'),
      adjective: list('mobile wireless digital smart encrypted virtual solar online'),
    },
    e: {
      noun: list(`actor actress singer album movie film sequel trailer concert tour festival award premiere episode series
        director cast wedding fans song costume comedy drama dancer guitar poster script villain duet`),
      verb: list('sings marries premieres performs divorces films stuns dances dazzles jokes rehearses applauds'),
      adjective: list('famous glamorous funny romantic live platinum backstage musical'),
    },
    m: {
      noun: list(`hospital doctors patients vaccine flu virus cancer diabetes drug therapy surgery diet obesity heart
        brain outbreak nurses clinic infection blood symptoms sleep allergy lungs dose fever`),
      verb: list('treats cures spreads infects prevents vaccinates heals diagnoses'),
      adjective: list('chronic infected healthy pregnant deadly medical clinical'),
    },
  },
  shared: {
    noun: list('report year week plan world city people deal news fight record end start list number day team talks'),
    verb: list('says wins loses faces makes gets shows opens ends beats warns hits launches leaves'),
    adjective: list('new big first top best early late old major next'),
  },
  trades: [list('bank insurer broker fund carmaker refiner'), list('studio label theatre network publisher channel')],
  titles: [
    '{name} {noun} {verb} as {adjective} {noun} {verb}',
    '{adjective} {noun} {verb} {noun} in {name}',
    '{noun} {verb} after {name} {noun}',
    "{name}'s {adjective} {noun} {verb} {number} {noun}",
    'why {noun} {verb} for {name}',
    'update {number}-{noun} {verb} on {adjective} {noun}',
    '{noun}, {noun}: {name} {verb} "{noun}"',
    '{name} {verb} {noun} to {noun} with {adjective} {noun}',
  ],
  meetings: [
    '{first} and {second} meet {name} over {adjective} {noun}',
    '{name} {first} {verb} with {second} in {name}',
    '{first} joins {second} for {noun}',
  ],
  syllables: list('ka ro lin mar dev os ti ber an ghe sul vo pre il tan wex mo rid zel hu fen dra qui bo nes'),
  capital: (text) => text.charAt(0).toUpperCase() + text.slice(1),
};
