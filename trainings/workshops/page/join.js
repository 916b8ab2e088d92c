// A participant's page: the door with its code, then what the step asks.

import { filled, make, matter, Ticker } from "./draw.js";
import { Line } from "./line.js";

const words = await (await fetch("words.json")).json();
const [head, main, status] = ["head", "main", "status"].map((name) => document.getElementById(name));
let [face, form, formOf, ticker] = [null, null, "", null];

const tell = (text) => {
  status.textContent = text;
};

const line = new Line("workshop:", {
  refused: ({ wait }) => door(wait > 0 ? filled(words.wrong_wait, { seconds: Math.ceil(wait) }) : words.wrong_code),
  full: () => door(words.full),
  welcome: () => {
    history.replaceState(null, "", `#${line.code}`); // a reload comes straight back
    tell("");
  },
  lost: () => tell(words.lost),
  got: ({ slot, rev, kept, cut }) => {
    if (face?.form?.slot !== slot || line.own.answers[slot]?.rev !== rev) return;
    tell(!kept ? words.not_fitting : cut ? filled(words.cut, { longest: face.form.longest }) : words.sent);
  },
  face: (said) => {
    const other = face && (face.id !== said.face.id || face.phase !== said.face.phase || face.round !== said.face.round);
    face = said.face;
    draw();
    if (other) tell("");
  },
});

function field(label, name, value, attributes) {
  const box = make("p.field");
  const input = make("input", null, { id: name, name, autocomplete: "off", ...attributes });
  input.value = value;
  box.append(make("label", label, { for: name }), input);
  return [box, input];
}

function door(told = "") {
  face = null;
  head.hidden = true;
  const [codeBox, code] = field(words.code, "code", line.code || decodeURIComponent(location.hash.slice(1)), {
    autocapitalize: "characters", spellcheck: "false", required: "", maxlength: "12",
  });
  const [nameBox, name] = field(words.name, "name", line.own.name, { maxlength: "40", "aria-describedby": "name-help" });
  const entry = make("form.door");
  entry.noValidate = true;
  entry.append(make("h1", words.join_title), codeBox, nameBox, make("p.quiet", words.name_help, { id: "name-help" }));
  entry.append(make("button.main", words.join, { type: "submit" }));
  entry.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!code.value.trim()) return code.focus();
    tell(words.joining);
    line.begin(code.value, { name: name.value.trim() });
  });
  main.replaceChildren(entry);
  tell(told);
  if (told) code.focus();
}

function draw() {
  head.hidden = false;
  if (!ticker) {
    const timer = make("p.timer", "", { role: "timer", "aria-label": words.timer });
    head.append(make("p.quiet", null, { "aria-live": "polite" }), timer); // a new step is told to those who listen
    ticker = new Ticker(timer, words);
  }
  const where = filled(words.step_of, { number: face.number, of: face.of });
  if (!head.firstChild.textContent.startsWith(where)) {
    head.firstChild.replaceChildren(where, make("span.sr", `: ${face.title}`));
  }
  ticker.tell(face);
  if (face.ended) {
    line.stop();
    head.hidden = true;
    main.replaceChildren(make("h1", words.ended));
    return;
  }
  const asked = JSON.stringify(face.form);
  if (asked !== formOf) [form, formOf] = [face.form ? made(face.form) : null, asked];
  const shown = [make("h1", face.title), ...part(), ...matter(face, words), ...told()];
  // The form stays the element it is, so that nobody loses the place where they are writing.
  for (const each of [...main.children]) if (each !== form) each.remove();
  if (form && !form.isConnected) main.append(form);
  for (const each of shown) form ? main.insertBefore(each, form) : main.append(each);
  if (!form && !shown.some((each) => each.matches("ol, section"))) main.append(make("p.quiet", words.look_up));
}

function part() {
  if (!face.role) return [];
  const box = make("section.card");
  const others = face.with.length ? filled(words.with, { names: face.with.join(", ") }) : words.alone;
  box.append(make("h2", filled(words.your_role, { role: words[face.role] })));
  box.append(make("p.quiet", `${filled(words.group, { number: face.group })} ${others}`));
  box.append(make("p", words[`do_${face.role}`]), ...face.card.map((text) => make("p.said", text)));
  return [box];
}

function told() {
  if (!face.told) return [];
  const box = make("section.told");
  box.append(make("h2", words.about_yours), make("p", face.told.headline));
  const list = make("ul");
  list.append(...face.told.found.map((each) => make("li", `✓ ${each.name}: ${each.quote}`)));
  list.append(...face.told.better.map((text) => make("li", `→ ${text}`)));
  box.append(list);
  return [box];
}

function made(asked) {
  const entry = make("form.asked");
  const before = line.own.answers[asked.slot]?.value;
  const value = { choice: choice, text: writing, sheet: sheet }[asked.kind](entry, asked, before);
  entry.append(make("button.main", words.send, { type: "submit" }));
  entry.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = value();
    if (given === null) return tell(words.nothing_yet);
    tell(words.sending);
    line.answer(asked.slot, given);
    if (line.socket?.readyState !== WebSocket.OPEN) tell(words.lost);
  });
  return entry;
}

function options(box, name, given, many, chosen) {
  for (const each of given) {
    const label = make("label.choice");
    const input = make("input", null, { type: many ? "checkbox" : "radio", name });
    input.value = each.value;
    input.checked = chosen.includes(each.value);
    label.append(input, make("span", each.text));
    box.append(label);
  }
  return () => given.filter((_, place) => box.querySelectorAll("input")[place].checked).map((each) => each.value);
}

function choice(entry, asked, before) {
  const box = make("fieldset");
  box.append(make("legend", asked.many ? words.choose_many : words.choose_one));
  const chosen = options(box, asked.slot, asked.options, asked.many, before ?? []);
  entry.append(box);
  return () => (chosen().length ? chosen() : null);
}

function writing(entry, asked, before) {
  const area = make("textarea", null, { id: "answer", rows: "4", "aria-describedby": "length" });
  area.value = line.own.drafts[asked.slot] ?? before ?? "";
  const length = make("p.quiet", filled(words.longest, { longest: asked.longest }), { id: "length" });
  area.addEventListener("input", () => line.draft(asked.slot, area.value));
  entry.append(make("label", words.your_answer, { for: "answer" }), area, length);
  return () => area.value.trim() || null;
}

function sheet(entry, asked, before) {
  const rows = asked.options.map((each) => {
    const box = make("fieldset");
    box.append(make("legend", each.text), make("p.quiet", each.question));
    const levels = each.levels.map((level) => ({ ...level, text: `${level.value}. ${level.text}` }));
    const chosen = options(box, each.value, levels, false, before?.[each.value] === undefined ? [] : [before[each.value]]);
    entry.append(box);
    return [each.value, chosen];
  });
  return () => {
    const given = rows.map(([name, chosen]) => [name, chosen()[0]]).filter(([, level]) => level !== undefined);
    return given.length ? Object.fromEntries(given) : null;
  };
}

door();
const code = decodeURIComponent(location.hash.slice(1));
if (code) {
  line.code = code.toUpperCase();
  line.recall();
  if (line.own.id) line.begin(code, {}); // somebody who has been here comes straight in again
  else document.getElementById("name").focus();
}
