// The page: choose a set, go through it one by one, see what was right, and begin again.

const main = document.getElementById("main");
const membersOf = ({ name, members }) => (
  members.map((nth) => (name === "cards" ? DATA.cards : DATA.items)[nth]));
let run = null;  // {set, entries, at, right: the entries that were right}

const show = (...nodes) => {
  main.replaceChildren(...nodes);
  window.scrollTo(0, 0);
};

// Where one chooses.
const tile = (set, chosen) => make("label", { class: "tile" },
  make("input", {
    type: "radio", name: "set", value: set.name, checked: set === chosen,
    onchange: () => drawPaper(set.name, membersOf(set)),
  }),
  make("span", { class: "name" }, label(set.name)),
  make("span", { class: "count" }, `${set.members.length}`));

const start = (chosen = DATA.sets[0]) => {
  const group = (name) => {
    const sets = DATA.sets.filter((set) => set.group === name);
    return sets.length ? make("fieldset", {}, make("legend", {}, label(name)),
      make("div", { class: "tiles" }, sets.map((set) => tile(set, chosen)))) : "";
  };
  const picked = () => DATA.sets.find((set) => set.name === form.elements.set.value);
  const form = make("form", {
    class: "start",
    onsubmit: (event) => { event.preventDefault(); practise(picked(), membersOf(picked())); },
  },
  make("h2", { tabindex: "-1" }, label("what")), ["first", "subject", "task"].map(group),
  make("div", { class: "actions" },
    make("button", { class: "main", "data-does": "start" }, label("start")),
    button("print", () => window.print())));
  document.body.classList.remove("practising");
  drawPaper(chosen.name, membersOf(chosen));
  show(form);
};

// Going through a set.
const practise = (set, entries) => {
  run = { set, entries, at: 0, right: new Set(), done: 0 };
  document.body.classList.add("practising");
  drawPaper(set.name, entries);
  next();
};

const bar = () => {
  const { at, entries, right } = run;
  return make("div", { class: "bar" },
    make("span", { class: "progress" }, `${at + 1} / ${entries.length}`),
    make("progress", { max: entries.length, value: at, "aria-label": "Progress" }),
    make("span", { class: "score" }, make("span", { "aria-hidden": "true" }, "✓ "),
      make("span", { class: "unseen" }, "Right so far: "), `${right.size}`),
    button("stop", result, { class: "quiet" }));
};

const next = () => {
  const { entries, at } = run;
  if (at >= entries.length) return result();
  const entry = entries[at];
  return entry.task === "card" ? showCard(entry) : showItem(entry);
};

const settle = (entry, right) => {
  if (right) run.right.add(entry);
  run.done += 1;
};

const goOn = () => {
  run.at += 1;
  next();
};

const judges = (judge) => make("div", { class: "actions judges" },
  button("had", () => judge(true), { class: "main" }), button("yet", () => judge(false)));

const onward = () => (
  button(run.at + 1 < run.entries.length ? "next" : "finish", goOn, { class: "main" }));

// Other buttons take the place of those that have done their work, and the first has the focus.
const act = (actions) => {
  main.querySelector(".actions").replaceWith(actions);
  actions.firstChild.focus({ preventScroll: true });
  main.querySelector(".feedback > h3")?.scrollIntoView({ block: "nearest" });
};

const told = (one) => (one.task === "card" ? ofWord(one)
  : [zh("p", {}, one.stem), make("p", { class: "key" }, answerOf(one))]);

// What came of it.
const result = () => {
  const { set, entries, right, done } = run;
  const missed = entries.slice(0, done).filter((entry) => !right.has(entry));
  const heading = make("h2", { tabindex: "-1", class: "total" }, label("result"), ": ",
    make("span", { class: "total-score" }, `${right.size} / ${done}`),
    done ? ` · ${percent(right.size, done)}` : "");
  document.body.classList.remove("practising");
  drawPaper(set.name, entries);
  show(make("section", { class: "item result" }, heading,
    make("p", { class: "kind" }, label(set.name)),
    make("div", { class: "actions" },
      missed.length ? button("retry", () => practise(set, missed), { class: "main" }) : "",
      button("again", () => practise(set, membersOf(set))),
      button("other", () => start(set)), button("print", () => window.print())),
    missed.length ? make("h3", {}, label("missed"), ` (${missed.length})`) : "",
    make("ul", { class: "missed" }, missed.map((one) => make("li", {}, told(one))))));
  heading.focus({ preventScroll: true });
};

start();
