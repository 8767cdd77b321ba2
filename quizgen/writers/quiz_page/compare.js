"use strict";

// Whether a typed answer says the same as a key. Text goes in and true or false comes out.

const squeezed = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/gu, "");

const unstopped = (text) => text.replace(/(?![%‰])[\p{P}\p{Z}\p{C}~]/gu, "");

// Words: width, spaces, stops and the round zero don't count.
const plain = (text) => unstopped(squeezed(text)).replaceAll("〇", "零");

// Figures: 九百一十 is 910, 3.5万 is 35000, 百分之四 is 4%; what isn't a number is compared as words.
const DIGIT = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 兩: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const UNIT = { 億: 1e8, 亿: 1e8, 萬: 1e4, 万: 1e4, 千: 1000, 百: 100, 十: 10 };  // the largest first
const DIGITS = Object.keys(DIGIT).join("");
const HAN = `[${DIGITS}]+`;
const POINT = `[点點]${HAN}(?![${DIGITS}十百千])`;  // 八点三十分 is no decimal
const LITERAL = `(?:(?:\\d{1,3}(?:,\\d{3})+(?!\\d)|\\d+)(?:\\.\\d+)?|${HAN}(?:${POINT})?)`;
const UNITS = `[${Object.keys(UNIT).join("")}]`;
const NUMBER = `(?:${LITERAL}?(?:${UNITS}(?:${LITERAL}|${POINT})?)+|${LITERAL})`;
const FIGURE = new RegExp(`(${NUMBER})分之(${NUMBER})|(\\d+)[/⁄](\\d+)|${NUMBER}`, "gu");

const literal = (text) => Number(
  [...text].map((sign) => DIGIT[sign] ?? sign).join("").replaceAll(",", "").replace(/[点點]/u, "."),
);

// What stands before the largest unit is multiplied by it, what stands behind is added:
// 三千零五 is 3005. A single digit behind counts the next lower unit: 三千五 is 3500, 十五 is 15.
const valueOf = (text) => {
  const unit = Object.keys(UNIT).find((one) => text.includes(one));
  if (!unit) return literal(text);
  const at = text.lastIndexOf(unit), [head, tail] = [text.slice(0, at), text.slice(at + 1)];
  const scale = tail.length === 1 && tail in DIGIT ? UNIT[unit] / 10 : 1;
  const value = (head ? valueOf(head) : 1) * UNIT[unit] + (tail ? valueOf(tail) * scale : 0);
  return Number(value.toPrecision(15));  // 1.1万 is 11000, not 11000.000000000002
};

const share = (part, whole) => {
  const sign = { 100: "%", 1000: "‰" }[whole];
  return sign ? `[${part}]${sign}` : `[${part}/${whole}]`;
};

const figure = (text) => {
  const squeezedText = squeezed(text);
  let told = "", at = 0;
  for (const found of squeezedText.matchAll(FIGURE)) {
    const [all, whole, part, upper, lower] = found;
    told += unstopped(squeezedText.slice(at, found.index));
    if (whole) told += share(valueOf(part), valueOf(whole));
    else if (upper) told += share(Number(upper), Number(lower));
    else told += `[${valueOf(all)}]`;
    at = found.index + all.length;
  }
  return told + unstopped(squeezedText.slice(at));
};

// Pinyin: tones as marks (chǎn) or as numbers behind the syllable (chan3); 5, 0, none are neutral.
const TONE = { "\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0306": 3, "\u0300": 4 };
const LOOKALIKE = { ɑ: "a", ɡ: "g" };

const pinyin = (text) => {
  const signs = squeezed(text).normalize("NFD").replace(/u(?:\u0308|:)/gu, "v");
  let letters = "";
  const tones = [];
  for (const sign of signs) {
    if (TONE[sign]) tones.push({ tone: TONE[sign], vowel: letters.length - 1 });
    else if (/[1-46-9]/.test(sign)) tones.push({ tone: Number(sign), end: letters.length });
    else if (/[a-zɑɡ]/u.test(sign)) letters += LOOKALIKE[sign] ?? sign;
  }
  return { letters, tones };
};

// Whether a number stands behind the syllable that has the key's mark, or a mark in its place.
const isSamePlace = (given, key, letters) => (
  given.end === undefined ? given.vowel === key.vowel
    : /^[aeiouv]{0,2}(?:ng?|r)?$/.test(letters.slice(key.vowel + 1, given.end))
      && given.end > key.vowel
);

const isSamePinyin = (text, keyText) => {
  const [given, key] = [pinyin(text), pinyin(keyText)];
  return given.letters === key.letters && given.tones.length === key.tones.length
    && given.tones.every((one, nth) => (
      one.tone === key.tones[nth].tone && isSamePlace(one, key.tones[nth], key.letters)));
};

const SAME = {
  text: (given, key) => plain(given) === plain(key),
  figure: (given, key) => figure(given) === figure(key),
  pinyin: isSamePinyin,
};

// Whether `given` says one of `keys`, compared as "text", "figure" or "pinyin".
const isRight = (compare, given, keys) => plain(given) !== "" && keys.some((key) => (
  squeezed(given) === squeezed(key) || SAME[compare](given, key)));
