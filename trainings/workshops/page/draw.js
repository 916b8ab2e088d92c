// Drawing shared by the wall, a participant's page and the trainer's console. Every text goes in as text, never as HTML.

export function make(what, text, attributes = {}) {
  const [tag, ...classes] = what.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  if (text !== undefined && text !== null) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

export function button(kind, text, does, attributes = {}) {
  const made = make(`button.${kind}`, text, { type: "button", ...attributes });
  made.addEventListener("click", does);
  return made;
}

export const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

function row(what, ...parts) {
  const made = make(what);
  made.append(...parts);
  return made;
}

/** Seconds as minutes and seconds; over time they count up with a plus. */
export function clock(seconds) {
  const whole = Math.abs(Math.trunc(seconds));
  const shown = `${Math.trunc(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  return seconds <= -1 ? `+${shown}` : shown;
}

/** A timer that counts by the page's own clock, which nobody sets, from the seconds it was last told. */
export class Ticker {
  constructor(element, words) {
    [this.element, this.words, this.left, this.running] = [element, words, 0, false];
    this.told = performance.now();
    this.beat = setInterval(() => this.draw(), 500);
  }

  tell(face) {
    [this.left, this.running, this.told] = [face.left, face.running, performance.now()];
    this.draw();
  }

  draw() {
    const gone = this.running ? (performance.now() - this.told) / 1000 : 0;
    const left = this.left - gone;
    const over = left <= -1 ? this.words.over_time : this.running ? "" : this.words.paused;
    const text = over ? `${clock(left)} ${over}` : clock(left);
    if (this.element.textContent !== text) this.element.textContent = text;
  }
}

export function talk(turns, words) {
  const list = make("ol.talk");
  for (const turn of turns) {
    const item = make(`li.turn.${turn.who === "agent" ? "agent" : "customer"}`);
    item.append(make("span.who", words[turn.who]), make("p.said", turn.text));
    list.append(item);
  }
  return list;
}

/** What everybody sees of a step: its paragraphs, the question, the talk, what is known, the answer once it is shown. */
export function matter(face, words) {
  const parts = face.show.map((text) => make("p.show", text));
  if (face.question) parts.push(make("p.question", face.question));
  if (face.talk?.length) parts.push(talk(face.talk, words));
  if (face.given?.length) {
    const list = make("ul.given");
    list.append(...face.given.map((text) => make("li", text)));
    parts.push(list);
  }
  if (face.solved) {
    const box = make("section.solved");
    box.append(make("h2", face.solved.title), ...face.solved.lines.map((text) => make("p", text)));
    box.append(make("p.quiet", face.solved.why));
    parts.push(box);
  }
  const word = { thinking: words.thinking, over: words.talk_over }[face.phase];
  if (face.kind === "role_play" && word) parts.push(make("p.note", word));
  if (face.kind === "role_play" || face.kind === "pairs") {
    parts.unshift(make("p.quiet", filled(words.round_of, { number: face.round, of: face.turns ?? face.round })));
  }
  return parts;
}

export function bars(given, words, lang) {
  const number = new Intl.NumberFormat(lang);
  const most = Math.max(1, ...given.map((each) => each.count ?? 0));
  const list = make("ul.bars");
  for (const each of given) {
    const item = make(each.right ? "li.right" : "li");
    item.append(make("span.option", each.right ? `✓ ${each.text}` : each.text));
    if (each.right) item.append(make("span.sr", words.right));
    if (each.count !== null) {
      const bar = make("span.bar", null, { "aria-hidden": "true" });
      bar.style.setProperty("--share", each.count / most);
      item.append(make("span.count", number.format(each.count)), bar);
    }
    list.append(item);
  }
  return list;
}

/** The lines of the group; ``tools`` gives the buttons of one line where the trainer looks. */
export function lines(given, words, tools = () => []) {
  if (!given.length) return make("p.empty", words.lines_none);
  const list = make("ul.lines");
  for (const each of given) {
    const item = make(each.star ? "li.line.starred" : "li.line");
    item.append(make("p", each.star ? `★ ${each.text}` : each.text));
    if (each.found.length) item.append(make("p.quiet", each.found.join(", ")));
    const own = tools(each);
    if (own.length) item.append(row("div.tools", ...own));
    list.append(item);
  }
  return list;
}

export function groups(given, words) {
  if (!given.length) return make("p.empty", words.nobody);
  const list = make("ol.groups");
  for (const [place, group] of given.entries()) {
    const item = make("li");
    item.append(make("p.quiet", filled(words.group, { number: place + 1 })));
    const people = make("ul");
    people.append(...group.map((each) => make("li", `${words[each.role]}: ${each.name}`)));
    item.append(people);
    list.append(item);
  }
  return list;
}

export function marks(given, words, lang) {
  const number = new Intl.NumberFormat(lang, { maximumFractionDigits: 1 });
  const box = make("section.marks");
  box.append(make("h2", words.marks));
  const list = make("ul.bars");
  for (const each of given) {
    const item = make("li");
    const mean = each.mean === null ? words.marks_none : filled(words.mean, { mean: number.format(each.mean), top: each.top, count: each.count });
    item.append(make("span.option", each.text), make("span.count", mean));
    if (each.mean !== null) {
      const bar = make("span.bar", null, { "aria-hidden": "true" });
      bar.style.setProperty("--share", each.mean / each.top);
      item.append(bar);
    }
    list.append(item);
  }
  box.append(list);
  return box;
}

/** What came together: counts, lines, groups, the observers' marks. */
export function results(face, words, lang, tools) {
  const parts = [];
  if (face.bars?.length) parts.push(bars(face.bars, words, lang));
  if (face.lines) parts.push(lines(face.lines, words, tools));
  if (face.groups) parts.push(groups(face.groups, words));
  if (face.marks?.some((each) => each.mean !== null)) parts.push(marks(face.marks, words, lang));
  return parts;
}
