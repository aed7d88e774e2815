/**
 * Letters of other scripts that look like a Latin letter or a digit, by the case in which they do.
 * A selection for the scripts met in European trade; Unicode's full list is UTS #39 confusables.txt.
 */
const LOOKALIKES: readonly (readonly [script: string, latin: string])[] = [
  // Cyrillic
  ["АВЕЅІЈКМНОРСТУХԚԜҺҮӀЗБЬԌԀ", "ABESIJKMHOPCTYXQWHYI36BGD"],
  ["аеѕіјкмнорстухԛԝһүӏзбьԍԁвґг", "aesijkmhopctyxqwhyi36bgdbrr"],
  // Greek
  ["ΑΒΕΖΗΙΚΜΝΟΡΤΥΧͿ", "ABEZHIKMNOPTYXJ"],
  ["αεικνορτυχγωϳ", "aeikvoptuxywj"],
  // Armenian
  ["ՕՍՏԼ", "OUSL"],
  ["օսոհցզ", "ouphgq"],
  // Latin letters that NFKC leaves alone
  ["ıȷƖǀØøĐđŁł", "ijIIOoDdLl"],
];

const LATIN: ReadonlyMap<string, string> = new Map(
  LOOKALIKES.flatMap(([script, latin]) => Array.from(script, (letter, at) => [letter, latin.charAt(at)] as const)),
);

/** Letters become the Latin letter they look like; everything else stays. */
export const toLatin = (text: string): string => Array.from(text, (letter) => LATIN.get(letter) ?? letter).join("");
