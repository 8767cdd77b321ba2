// The chosen set on paper: every item without its answer, and the answers behind them.

const onPaper = (item) => {
  const { left } = item, options = item.options.map((text, nth) => (
    make("li", {}, `${LETTERS[nth]}. `, said(text, item))));
  const right = options.length ? make("ul", { class: item.task }, options) : [];
  const rows = left.map((text, nth) => make(
    "li", {}, `${nth + 1}) `, said(text, item), item.task === "table" ? " ________" : " ____"));
  const lines = item.task === "open" ? 2 : Number(["type", "order"].includes(item.task));
  return make("li", {},
    zh("p", { class: "stem" }, item.stem), make("p", {}, mixed(item.prompt)),
    make("div", { class: "columns" }, left.length ? make("ul", {}, rows) : [], right),
    Array.from({ length: lines }, () => make("p", { class: "line" })));
};

// The answer in words or, where there are options, in their letters.
const answerOf = (item) => {
  const letter = (text) => LETTERS[item.options.indexOf(text)] ?? "";
  const pairs = item.key.map((key, nth) => `${nth + 1}${letter(key)}`);
  if (item.task === "pair") return [pairs.join(", ")];
  if (item.task === "order") return [item.key.map(letter).join(" ")];
  if (item.task === "choose") return [`${letter(keyText(item))}. `, said(keyText(item), item)];
  const others = item.compare === "pinyin" ? "" : item.accepted.join(", ");
  const also = others ? [` (${labelText("also")}: `, mixed(others), ")"] : [];
  return [said(item.task === "table" ? item.key.join(", ") : keyText(item), item), also];
};

const pinyinOf = (card) => make("span", { lang: "zh-Latn-pinyin" }, card.pinyin);
const ofWord = (card) => (
  [zh("span", {}, card.hanzi), " ", pinyinOf(card), " ", mixed(card.meaning)]);

const drawPaper = (name, entries) => {
  const isCard = name === "cards";
  document.getElementById("paper").replaceChildren(
    make("h2", {}, label(name)),
    make("ol", {}, entries.map((one) => (
      isCard ? make("li", {}, zh("span", { class: "stem" }, one.hanzi)) : onPaper(one)))),
    make("h2", { class: "answers" }, label("answers")),
    make("ol", {}, entries.map((one) => make("li", {}, isCard ? ofWord(one) : [
      answerOf(one), ` · line ${one.line}`]))),
  );
};
