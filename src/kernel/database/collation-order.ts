/*
 * The order in which `utf8mb4_unicode_520_ci` has the signs of Latin text, as MariaDB 10.11 gives
 * their weights (`WEIGHT_STRING`), which are those of the Unicode collation algorithm 5.2.
 */

/** Signs that come before digits, first to last. */
export const SIGNS =
  '\u0009\u000a\u000b\u000c\u000d\u0085\u2028\u2029 `´^¯‾¨¸_‗' +
  '\u00ad-‐‒–—―⁓,;⁏:!¡?¿‽.·⁕⁖⁘⁙⁚⁛⁜⁝⁞\'‘’‚‛‹›"“”„‟«»()[]{}⁅⁆§¶⁋©' +
  '®@*⁎⁑/⁄\\&⁊#%‰‱⁒†‡•‣‧⁃⁌⁍′‵‸※‿⁔⁀⁐⁁⁂°←+±÷×<=>¬|¦‖~�¤¢$£¥₠₡₢₣₤₥' +
  '₦₧₩₪₫€₭₮₯₰₱₲₳₴₵₶₷₸';

/** Letters of their own that come behind a plain one, and before the next plain one. */
export const LETTERS: Readonly<Record<string, string>> = {
  b: 'ƀƃ',
  c: 'ȼƈ',
  d: 'ƌȡẟ',
  e: 'ɇǝ',
  f: 'ƒ',
  g: 'ǥƣ',
  h: 'ƕ',
  i: 'ı',
  j: 'ȷɉ',
  k: 'ƙ',
  l: 'ƚȴƛ',
  n: 'ƞȵŋ',
  o: 'ȣ',
  p: 'ƥ',
  q: 'ɋĸ',
  r: 'ɍ',
  s: 'ȿẜẝƪ',
  t: 'ŧƫƭȶ',
  v: 'ỽ',
  y: 'ɏƴỿ',
  z: 'ƶȥɀƹƺȝþƿƻƨƽƅɂǀǁǂ',
};

/** Signs that are the same as others. */
export const SAME: readonly (readonly [signs: string, as: string])[] = [
  ['\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f', ' '],
  ['‼', '!!'],
  ['⁉', '!?'],
  ['․', '.'],
  ['‥', '..'],
  ['…', '...'],
  ['¹①', '1'],
  ['½', '1⁄2'],
  ['¼', '1⁄4'],
  ['⅐', '1⁄7'],
  ['⅛', '1⁄8'],
  ['²', '2'],
  ['³', '3'],
  ['¾', '3⁄4'],
  ['⁈', '?!'],
  ['⁇', '??'],
  ['ª', 'a'],
  ['æ', 'ae'],
  ['ðđ', 'd'],
  ['ȸ', 'db'],
  ['ǆǳ', 'dz'],
  ['ﬁ', 'fi'],
  ['ħ', 'h'],
  ['ĳ', 'ij'],
  ['ŀł', 'l'],
  ['ǉ', 'lj'],
  ['ỻ', 'll'],
  ['ǌ', 'nj'],
  ['№', 'no'],
  ['ºø', 'o'],
  ['œ', 'oe'],
  ['ȹ', 'qp'],
  ['₨', 'rs'],
  ['ſ', 's'],
  ['ß', 'ss'],
  ['™', 'tm'],
  ['ƾ', 'ts'],
  ['ƍ', 'zw'],
  ['µ', 'μ'],
  ['‑', '‐'],
  ['″', '′′'],
  ['‴', '′′′'],
  ['⁗', '′′′′'],
  ['‶', '‵‵'],
  ['‷', '‵‵‵'],
];
