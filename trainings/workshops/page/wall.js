// The wall: what the step is, and what came together, large. With the trainer's link one key goes on.

import { button, filled, make, matter, results, Ticker } from "./draw.js";
import { Line } from "./line.js";

const words = await (await fetch("words.json")).json();
const lang = document.documentElement.lang;
const [head, main, foot, status] = ["head", "main", "foot", "status"].map((name) => document.getElementById(name));
const [code, key] = decodeURIComponent(location.hash.slice(1)).split(".");
const timer = make("p.timer", "", { role: "timer", "aria-label": words.timer });
const [where, people] = [make("p.where"), make("p.quiet")];
const ticker = new Ticker(timer, words);
let [face, trainer, turnsSeen] = [null, false, 0];

head.append(where, people, timer);

const line = new Line("wall:", {
  refused: ({ wait }) => {
    status.textContent = wait > 0 ? filled(words.wrong_wait, { seconds: Math.ceil(wait) }) : words.wrong_code;
  },
  welcome: (said) => {
    trainer = said.trainer;
    status.textContent = "";
    trainer ? tools() : foot.replaceChildren(); // no button that does nothing
  },
  lost: () => {
    if (!face?.ended) status.textContent = words.lost_wall;
  },
  face: (said) => {
    face = said.face;
    draw();
    if (face.ended) line.stop();
  },
});

const act = (what, more = {}) => line.send({ do: what, ...more });

function tools() {
  const keys = [["back", "←", "ArrowLeft"], ["next", "→", "ArrowRight"], ["act", "A", "A"], ["pause", "P", "P"]];
  foot.replaceChildren(make("p.quiet"));
  for (const [what, sign, key] of keys) {
    const one = button("plain", null, () => act(what), { "aria-keyshortcuts": key, "data-does": what });
    one.append(make("span", words[what] ?? ""), make("kbd", sign));
    foot.append(one);
  }
}

/** What two of the buttons do depends on the step, and on the clock. */
function drawTools() {
  const [one, clock] = ["act", "pause"].map((what) => foot.querySelector(`[data-does="${what}"]`));
  if (!one) return;
  one.hidden = !face.action;
  one.firstChild.textContent = words[face.action] ?? "";
  clock.firstChild.textContent = face.running ? words.pause : words.go_on;
}

function draw() {
  document.title = face.title;
  head.hidden = foot.hidden = face.ended;
  if (face.ended) return main.replaceChildren(make("h1", words.ended));
  where.replaceChildren(make("span", face.address), make("strong", face.code, { "aria-label": `${words.code}: ${face.code}` }));
  people.textContent = filled(words.people, { count: new Intl.NumberFormat(lang).format(face.people) });
  ticker.tell(face);
  if (!foot.firstChild) foot.append(make("p.quiet"));
  foot.firstChild.textContent = filled(words.step_of, { number: face.number, of: face.of });
  const star = (each) =>
    trainer ? [button("plain", each.star ? words.unstar : words.star, () => act("star", { key: each.key }), { "data-key": each.key })] : [];
  drawTools();
  const parts = [make("h1", face.title), ...beside(matter(face, words), results(face, words, lang, star))];
  if (face.answered || face.bars || face.lines) parts.splice(1, 0, make("p.quiet", filled(words.answered, { count: face.answered, of: face.people })));
  if (face.number === 1) parts.push(invitation());
  const focused = document.activeElement?.dataset?.key;
  main.replaceChildren(...parts);
  if (focused) main.querySelector(`[data-key="${focused}"]`)?.focus();
  // What the customer has just answered is what the room waits for.
  const turns = face.kind === "role_play" ? face.talk?.length ?? 0 : 0;
  if (turns > turnsSeen && turns > 1) main.querySelector(".talk > :last-child").scrollIntoView({ block: "nearest" });
  turnsSeen = turns;
}

/** What is talked about stays in sight beside what comes together, where the wall is wide enough. */
function beside(what, came) {
  if (!face.talk?.length || !came.length) return [...what, ...came];
  const [both, left, right] = [make("div.beside"), make("div"), make("div")];
  left.append(...what);
  right.append(...came);
  both.append(left, right);
  return [both];
}

function invitation() {
  const box = make("section.invitation");
  const picture = make("img", null, { src: face.qr, alt: filled(words.qr_alt, { address: face.address }), width: "260", height: "260" });
  const text = make("div");
  text.append(make("h2", words.join_at), make("p.address", face.address), make("p.code", face.code));
  box.append(picture, text);
  return box;
}

const KEYS = { ArrowRight: "next", PageDown: "next", " ": "next", ArrowLeft: "back", PageUp: "back", a: "act", p: "pause" };
document.addEventListener("keydown", (event) => {
  const what = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  const busy = event.ctrlKey || event.metaKey || event.altKey || (event.key === " " && event.target.matches("button"));
  if (!trainer || !what || busy || event.repeat) return;
  event.preventDefault();
  act(what);
});

line.begin(code, { wall: true, key: key ?? "" });
