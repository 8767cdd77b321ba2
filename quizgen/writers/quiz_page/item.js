// An item while it is asked, and what the page tells when it is answered.

const showItem = (item) => {
  const feedback = make("section", { class: "feedback", "aria-live": "polite" });
  const unfinished = make("p", { class: "hint", role: "status" });
  const answer = (right) => {
    controls.disabled = true;
    unfinished.remove();
    task.reveal();
    return right === "open" ? compare() : conclude(right);
  };
  const compare = () => {
    feedback.append(make("h3", {}, label("judge")), ...evidence(item));
    act(judges((had) => {
      feedback.replaceChildren();
      conclude(had);
    }));
  };
  const conclude = (right) => {
    settle(item, right);
    const verdict = [`${MARK[right]} `, label(right ? "right" : "wrong")];
    feedback.append(make("h3", { class: right ? "right" : "wrong" }, verdict), ...evidence(item));
    main.querySelector(".bar").replaceWith(bar());
    act(make("div", { class: "actions" }, onward()));
  };
  const check = (event) => {
    event.preventDefault();
    const right = controls.disabled ? "unfinished" : task.read?.() ?? "unfinished";
    if (right !== "unfinished") answer(right);
    else unfinished.textContent = "Answer first, or take “Don’t know”.";
  };
  const task = TASKS[item.task](item, answer);
  const controls = make("fieldset", { class: "controls", "aria-labelledby": "stem" }, task.node);
  const stem = zh("h2", { id: "stem", class: "stem", tabindex: "-1" }, item.stem);
  const listeners = { onsubmit: check, onkeydown: shortcut };
  show(bar(), make("form", { class: "item", "data-id": item.id, ...listeners },
    make("p", { class: "kind" }, label(item.kind)), stem,
    item.prompt ? make("p", { class: "prompt" }, mixed(item.prompt)) : "",
    controls, unfinished, feedback,
    make("div", { class: "actions" },
      task.read ? make("button", { class: "main", "data-does": "check" },
        label(item.task === "open" ? "reveal" : "check")) : "",
      button("unknown", () => answer(false), { class: "quiet" }))));
  (task.first ?? stem).focus({ preventScroll: true });
};

// 1 or A takes the first option, wherever in the item one is; in a matching, digits take a row
// at the left and letters its partner.
const shortcut = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const digit = "12345678".split("").indexOf(event.key);
  const letter = LETTERS.split("").indexOf(event.key.toUpperCase());
  const column = digit >= 0 ? "first" : "last";
  const options = main.querySelectorAll(`.options button, .column:${column}-child button`);
  options[Math.max(digit, letter)]?.click();
};

// What the article says: the answer, the sentence with its English, and why.
const evidence = (item) => [
  item.task === "order" ? ""
    : make("p", { class: "key" }, label("key"), ": ", make("strong", {}, answerOf(item))),
  ["pair", "order"].includes(item.task) ? solved(item) : "",
  item.explanation ? make("p", { class: "why" }, mixed(item.explanation)) : "",
  quotation(DATA.sentences[item.sentence], item),
];

const solved = (item) => make("ol", { class: "solved" }, item.key.map((key, nth) => make("li", {},
  item.left.length ? [said(item.left[nth], item), " — "] : "", said(key, item))));

const quotation = (sentence, { start: from, end, line }) => {
  const signs = [...sentence.zh], whole = end - from >= signs.length;
  const [before, asked, behind] = [[0, from], [from, end], [end]].map(
    (edges) => signs.slice(...edges).join(""));
  return make("blockquote", {},
    make("p", { class: "from" }, label("from"), `, line ${line}`),
    make("p", { lang: DATA.lang, class: "sentence" },
      whole ? sentence.zh : [before, make("mark", {}, asked), behind]),
    english(sentence.en), speaker(sentence.zh));
};

const english = (text) => (text ? make("p", { class: "english" }, mixed(text),
  DATA.machine ? make("span", { class: "by" }, ` (${DATA.machine})`) : "") : "");
