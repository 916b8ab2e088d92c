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
let [face, trainer] = [null, false];

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
  const keys = [["back", words.back, "←"], ["next", words.next, "→"], ["act", words.act, "A"], ["pause", words.pause, "P"]];
  foot.replaceChildren(make("p.quiet"));
  for (const [what, text, sign] of keys) {
    const one = button("plain", text, () => act(what), { "aria-keyshortcuts": sign === "←" ? "ArrowLeft" : sign === "→" ? "ArrowRight" : sign });
    one.append(make("kbd", sign));
    foot.append(one);
  }
}

function draw() {
  document.title = face.title;
  where.replaceChildren(make("span", face.address), make("strong", face.code, { "aria-label": `${words.code}: ${face.code}` }));
  people.textContent = filled(words.people, { count: new Intl.NumberFormat(lang).format(face.people) });
  ticker.tell(face);
  if (!foot.firstChild) foot.append(make("p.quiet"));
  foot.firstChild.textContent = filled(words.step_of, { number: face.number, of: face.of });
  const star = (each) =>
    trainer ? [button("plain", each.star ? words.unstar : words.star, () => act("star", { key: each.key }), { "data-key": each.key })] : [];
  const parts = [make("h1", face.ended ? words.ended : face.title)];
  if (!face.ended) parts.push(...matter(face, words), ...results(face, words, lang, star));
  if (face.answered || face.bars || face.lines) parts.splice(1, 0, make("p.quiet", filled(words.answered, { count: face.answered, of: face.people })));
  if (face.number === 1 && !face.ended) parts.push(invitation());
  const focused = document.activeElement?.dataset?.key;
  main.replaceChildren(...parts);
  if (focused) main.querySelector(`[data-key="${focused}"]`)?.focus();
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
