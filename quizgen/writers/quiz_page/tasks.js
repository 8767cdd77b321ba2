// One function for each way to answer. Each takes an item and `answer`, a function to call with
// true or false where a click is an answer already, and gives back
//   node      what stands under the stem,
//   read      (where there is something to check) whether the answer is right: true, false, "open"
//             where one must judge oneself, or "unfinished",
//   reveal    shows in the node what was right and what was not,
//   first     where one begins to write (else nothing).

const LETTERS = "ABCDEFGH";
const TRUTHS = ["true", "false", "not said"];
const MARK = { true: "✓", false: "✗" };

const keyText = (item) => item.key.join(" … ");
const marked = (node, right) => node.classList.add(right ? "is-right" : "is-wrong");

const choose = (item, answer) => {
  let given = -1;
  const isKey = (nth) => item.options[nth] === keyText(item);
  const gloss = (nth) => (item.kind === "truth" && item.options.length === TRUTHS.length
    ? make("span", { class: "gloss" }, TRUTHS[nth]) : "");
  const options = item.options.map((option, nth) => make(
    "button",
    { type: "button", class: "option", onclick: () => { given = nth; answer(isKey(nth)); } },
    make("span", { class: "letter", "aria-hidden": "true" }, LETTERS[nth]),
    make("span", {}, said(option, item)), gloss(nth), make("span", { class: "verdict" }),
  ));
  const reveal = () => options.forEach((node, nth) => {
    if (!isKey(nth) && nth !== given) return;
    marked(node, isKey(nth));
    node.lastChild.textContent = MARK[isKey(nth)];
  });
  const node = make("div", { class: "options" }, options);
  return { node, reveal };
};

const field = (attributes) => make("input", {
  type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
  enterkeyhint: "done", ...attributes,
});
const langOf = (item) => (item.compare === "pinyin" ? "zh-Latn-pinyin" : DATA.lang);

const HINTS = {
  tones: "Tone marks or numbers: hǎo or hao3, lǜ or lv4",
  cloze: "In figures or in characters",
  numeral: "In Chinese characters",
  hanzi: "In Chinese characters",
};

const type = (item) => {
  const named = { "aria-labelledby": "stem", "aria-describedby": "hint" };
  const input = field({ lang: langOf(item), ...named });
  const hint = make("p", { class: "hint", id: "hint" }, mixed(HINTS[item.kind] ?? ""));
  const right = () => isRight(item.compare, input.value, item.variants);
  return {
    node: make("div", {}, input, hint),
    read: () => (input.value.trim() ? right() : "unfinished"),
    reveal: () => marked(input, right()),
    first: input,
  };
};

const table = (item) => {
  const keys = item.key.map((key) => [key, key + item.unit]);
  const inputs = keys.map((_, nth) => field({ lang: DATA.lang, "aria-labelledby": `row${nth}` }));
  const rights = () => inputs.map((input, nth) => isRight(item.compare, input.value, keys[nth]));
  const rows = item.left.map((row, nth) => make(
    "tr", {}, make("th", { scope: "row", id: `row${nth}` }, mixed(row)),
    make("td", {}, inputs[nth]), make("td", { class: "verdict" }),
  ));
  const reveal = () => rights().forEach((right, nth) => {
    marked(rows[nth], right);
    rows[nth].lastChild.append(`${MARK[right]} `, ...(right ? [] : mixed(item.key[nth])));
  });
  return {
    node: make("table", { "aria-labelledby": "stem" }, rows),
    read: () => (inputs.every((one) => one.value.trim()) ? rights().every(Boolean) : "unfinished"),
    reveal,
    first: inputs[0],
  };
};

// Matching: a row at the left is taken, then its partner at the right.
const pair = (item) => {
  const chosen = item.left.map(() => null);
  let taken = 0;
  const lefts = item.left.map((text, nth) => make(
    "button", { type: "button", class: "option", onclick: () => { taken = nth; draw(); } },
    make("span", { class: "letter" }, `${nth + 1}`), make("span", {}, said(text, item)),
    make("span", { class: "partner" }),
  ));
  const rights = item.options.map((text, nth) => make(
    "button", { type: "button", class: "option", onclick: () => join(nth) },
    make("span", { class: "letter" }, LETTERS[nth]), make("span", {}, said(text, item)),
    make("span", { class: "partner" }),
  ));
  const join = (right) => {
    const before = chosen.indexOf(right);
    if (before >= 0) chosen[before] = null;
    chosen[taken] = right;
    const free = chosen.indexOf(null);
    taken = free >= 0 ? free : taken;
    draw();
  };
  const draw = () => {
    lefts.forEach((node, nth) => {
      node.setAttribute("aria-pressed", String(nth === taken));
      node.lastChild.textContent = chosen[nth] === null ? "" : `→ ${LETTERS[chosen[nth]]}`;
    });
    rights.forEach((node, nth) => {
      const left = chosen.indexOf(nth);
      node.classList.toggle("used", left >= 0);
      node.lastChild.textContent = left < 0 ? "" : `← ${left + 1}`;
    });
  };
  draw();
  const isKey = (nth) => item.options[chosen[nth]] === item.key[nth];
  const reveal = () => lefts.forEach((node, nth) => {
    marked(node, isKey(nth));
    const letter = LETTERS[item.options.indexOf(item.key[nth])];
    node.lastChild.textContent = `${MARK[isKey(nth)]} ${letter}`;
  });
  const column = (name, nodes) => make(
    "div", { role: "group", "aria-label": name, class: "column" }, nodes);
  return {
    node: make("div", { class: "pairs" },
      column("Match each of these", lefts), column("with one of these", rights)),
    read: () => (chosen.includes(null) ? "unfinished" : chosen.every((_, nth) => isKey(nth))),
    reveal,
  };
};

const order = (item) => {
  const list = make("ol", { class: "pieces", "aria-labelledby": "stem" });
  const told = make("p", { class: "unseen", role: "status" });
  const pieces = () => [...list.children];
  const text = (row) => item.options[Number(row.dataset.nth)];
  const move = (row, by, focused) => {
    const rows = pieces(), to = rows.indexOf(row) + by;
    if (to < 0 || to >= rows.length) return;
    if (by < 0) list.insertBefore(row, rows[to]);
    else rows[to].after(row);
    focused.focus();
    told.textContent = `Now ${to + 1} of ${rows.length}`;
  };
  const mover = (by, row, sign, name) => make("button", {
    type: "button", class: "mover", "aria-label": name, "data-by": by,
    onclick: (event) => move(row, by, event.currentTarget),
  }, sign);
  list.append(...item.options.map((option, nth) => {
    const piece = make("span", { class: "piece" }, said(option, item));
    const row = make("li", { "data-nth": nth }, piece);
    row.append(mover(-1, row, "↑", `Up: ${option}`), mover(1, row, "↓", `Down: ${option}`));
    row.addEventListener("keydown", (event) => {
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!by) return;
      event.preventDefault();
      move(row, by, event.target);
    });
    return row;
  }));
  const rights = () => pieces().map((row, nth) => text(row) === item.key[nth]);
  const reveal = () => rights().forEach((right, nth) => {
    marked(pieces()[nth], right);
    pieces()[nth].append(make("span", { class: "verdict" }, MARK[right]));
  });
  return { node: make("div", {}, list, told), read: () => rights().every(Boolean), reveal };
};

// An answer in one's own words: if it is the key it is right, otherwise one judges it oneself.
const open = (item) => {
  const input = make("textarea", {
    rows: "2", lang: item.kind === "translation" ? "en" : DATA.lang, "aria-labelledby": "stem",
    autocomplete: "off", spellcheck: "false",
  });
  const dictated = item.kind !== "dictation" ? [] : [
    speaker(keyText(item)),
    make("details", { class: "mute" },
      make("summary", {}, "This device has no Chinese voice. For whoever reads aloud"),
      zh("p", {}, keyText(item))),
  ];
  return {
    node: make("div", {}, dictated, input),
    read: () => isRight(item.compare, input.value, item.variants) || "open",
    reveal: () => {},
    first: input,
  };
};

const TASKS = { choose, type, table, pair, order, open };
