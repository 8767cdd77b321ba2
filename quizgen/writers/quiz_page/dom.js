// Elements. Text of the lesson only ever becomes text nodes and values, never markup.

const DATA = JSON.parse(document.getElementById("lesson").textContent);
const HOLE = "＿＿＿＿";

// An element with attributes ("onclick": a listener; true: present; false: absent) and children.
const make = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity));
  return node;
};

const withHoles = (text) => text.split(HOLE).flatMap((part, nth) => (
  nth === 0 ? [part]
    : [make("span", { class: "hole", role: "img", "aria-label": "blank" }, HOLE), part]));

const zh = (tag, attributes, text) => (
  make(tag, { lang: DATA.lang, ...attributes }, withHoles(text)));

const HAN_SIGN = "\\u3007\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const HAN_RUN = new RegExp(
  `([${HAN_SIGN}](?:[${HAN_SIGN}\\u3000-\\u303f\\uff00-\\uffef\\d.%·—…“”‘’]*[${HAN_SIGN}％。，])?)`,
  "gu",
);

// Text of any language as nodes: Chinese in it is named as such, so that fonts and voices fit.
const mixed = (text) => text.split(HAN_RUN).filter(Boolean).map((piece) => (
  new RegExp(`[${HAN_SIGN}]`, "u").test(piece) ? zh("span", {}, piece) : piece));

// Text of an item: pinyin where it asks for sounds, otherwise whatever it is.
const said = (text, item) => {
  const hasHan = new RegExp(`[${HAN_SIGN}]`, "u").test(text);
  return item.aim === "sound" && !hasHan ? make("span", { lang: "zh-Latn-pinyin" }, text)
    : mixed(text);
};

// A label of the page as nodes: English with its Chinese; as text: English alone.
const label = (name) => {
  const [english, chinese] = DATA.labels[name];
  return [english, " ", make("span", { lang: DATA.lang, class: "beside" }, chinese)];
};
const labelText = (name) => DATA.labels[name][0];

const button = (name, onclick, attributes = {}) => (
  make("button", { type: "button", "data-does": name, onclick, ...attributes }, label(name)));

const percent = (part, whole) => `${Math.round((100 * part) / whole)} %`;
