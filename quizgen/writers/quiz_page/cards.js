// A flashcard: turned by click, key or swipe; then right is "I had it", left "not yet".
const showCard = (card) => {
  const back = make("div", { class: "back", "aria-live": "polite" });
  const face = make("div", { class: "card" },
    zh("h2", { id: "stem", class: "hanzi" }, card.hanzi), speaker(card.hanzi), back);
  const judge = (had) => { settle(card, had); goOn(); };
  const turned = () => back.childNodes.length > 0;
  const turn = () => {
    if (turned()) return;
    back.append(...backOf(card));
    act(judges(judge));
  };
  const decide = (had) => (turned() ? judge(had) : turn());
  const section = make("section", { class: "item", onkeydown: (event) => {
    const had = { ArrowRight: true, ArrowLeft: false }[event.key];
    if (had !== undefined) decide(had);
  } }, make("p", { class: "kind" }, label("card")), face,
  make("div", { class: "actions" }, button("turn", turn, { class: "main" })),
  make("p", { class: "hint" }, "Keys: Enter turns; → I had it, ← not yet. Or swipe."));
  swipes(face, decide, turn);
  show(bar(), section);
  section.querySelector(".actions button").focus({ preventScroll: true });
};

const backOf = (card) => [
  make("p", { class: "pinyin" }, pinyinOf(card)),
  make("p", { class: "meaning" }, mixed(card.meaning)),
  card.other !== card.hanzi ? make("p", { lang: DATA.otherLang }, card.other) : "",
  card.more ? make("p", { class: "hint" }, `${labelText("also")}: `, mixed(card.more)) : "",
  ...card.notes.map((note) => make("p", { class: "hint" }, mixed(note))),
  make("blockquote", {}, make("p", { lang: DATA.lang, class: "sentence" },
    card.clause[0], make("mark", {}, card.clause[1]), card.clause[2]),
  english(card.en), make("p", { class: "from" }, mixed(DATA.source), `, line ${card.line}`),
  speaker(card.clause.join(""))),
];

const SWIPE = 50;  // pixels that a finger travels sideways, at least

const swipes = (node, decide, tap) => {
  let from = null;
  node.addEventListener("pointerdown", (event) => { from = event; });
  node.addEventListener("pointercancel", () => { from = null; });
  node.addEventListener("pointerup", (event) => {
    if (!from || event.target.closest("button")) return;
    const across = event.clientX - from.clientX, along = event.clientY - from.clientY;
    from = null;
    if (Math.abs(across) > Math.max(SWIPE, 2 * Math.abs(along))) decide(across > 0);
    else if (Math.hypot(across, along) < 10) tap();
  });
};
