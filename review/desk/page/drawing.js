// How things are drawn. Whatever people wrote is set as text, never as markup; SHAPES alone is markup, and a file of ours.

const SVG = "http://www.w3.org/2000/svg";

/** Make an element: `make("p.quiet", "text", { role: "note" })`. */
function make(what, text, attributes = {}) {
  const [name, ...classes] = what.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  if (text != null) element.textContent = text;
  return set(element, attributes);
}

function set(element, attributes) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value != null && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  return element;
}

/** Make an element of a drawing, with others in it. */
function draw(name, attributes = {}, inside = []) {
  const element = set(document.createElementNS(SVG, name), attributes);
  element.append(...inside);
  return element;
}

function button(what, text, press, attributes = {}) {
  const made = make(`button.${what}`, text, { type: "button", ...attributes });
  made.addEventListener("click", press);
  return made;
}

/** A button with its key beside its words. */
function keyed(what, text, key, press, attributes = {}) {
  const shortcut = key.replace("↑", "ArrowUp").replace("↓", "ArrowDown").replace("Esc", "Escape");
  const made = button(what, text, press, { "aria-keyshortcuts": shortcut, ...attributes });
  made.append(" ", make("kbd", key, { "aria-hidden": "true" }));
  return made;
}

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

const clock = (seconds) => {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  return (hours ? `${hours}:` : "") + `${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
};

/** The shape of a family of moves. */
const shape = (family) =>
  draw("svg", { class: `shape f-${family}`, viewBox: "-8 -8 16 16", "aria-hidden": "true" }, [
    draw("use", { href: `#s-${family}` }),
  ]);

const playIcon = () =>
  draw("svg", { class: "icon", viewBox: "0 0 12 12", "aria-hidden": "true" }, [
    draw("path", { class: "go", d: "M2 0.5v11l9.5-5.5z" }),
    draw("path", { class: "halt", d: "M1.5 1h3v10h-3zM7.5 1h3v10h-3z" }),
  ]);

/** A quote: pressing it plays its seconds. */
function quote(chip, words, play) {
  const made = button("chip", null, () => play(chip), {
    "aria-pressed": "false",
    "data-start": chip.start,
    "data-end": chip.end,
  });
  made.append(make("span.unseen", `${words.play} `), playIcon(), shape(chip.family));
  if (chip.clock) made.append(make("span.clock", chip.clock));
  made.append(make("span", filled(words.quoted, { text: chip.text }), { dir: "auto" }), make("span.unseen", `, ${chip.name}`));
  return made;
}

/** The bar of a mark with its range; without a scale it is the empty one of "not judged". */
function bar(scale) {
  const made = draw("svg", { class: "scale", "aria-hidden": "true" });
  if (!scale) {
    made.append(draw("rect", { class: "none", y: 1, width: "100%", height: 11, rx: 2 }));
    return made;
  }
  made.append(
    draw("rect", { class: "track", y: 1, width: "100%", height: 11, rx: 2 }),
    draw("rect", { class: "fill", y: 1, width: `${scale.fill}%`, height: 11, rx: 2 }),
    ...scale.steps.map((at) => draw("line", { class: "step", x1: `${at}%`, x2: `${at}%`, y1: 0, y2: 13 })),
  );
  if (scale.reach) {
    const ends = [scale.low, scale.high].map((at) => draw("line", { x1: `${at}%`, x2: `${at}%`, y1: 14.5, y2: 19.5 }));
    const between = draw("line", { x1: `${scale.low}%`, x2: `${scale.high}%`, y1: 17, y2: 17 });
    made.append(draw("g", { class: "reach" }, [between, ...ends]));
  }
  return made;
}

/** A field with its label; `keep` gets its text when the typing rests or the field is left, and returns whether it can be kept
    now. What was not kept yet outlives a kernel that stops: it waits in this tab until the desk is opened again. */
class Field {
  constructor(label, key, keep, { rows = 2, ...attributes } = {}) {
    this.label = make("label.field");
    this.box = make("textarea", null, { rows, "data-key": key, maxlength: 20000, ...attributes });
    this.label.append(make("span.quiet", label), this.box);
    [this.key, this.keep, this.kept, this.resting] = [key, keep, "", null];
    this.box.addEventListener("input", () => {
      drafts.put(this.place, this.box.value);
      clearTimeout(this.resting);
      this.resting = setTimeout(() => this.save(), REST_MS);
    });
    this.box.addEventListener("change", () => this.save());
  }

  /** Show what is kept of a call, unless something else is being written. */
  show(text, call) {
    this.place = `${call}:${this.key}`;
    const draft = drafts.of(this.place);
    if (this.box.value === this.kept) this.box.value = draft ?? text;
    this.kept = text;
    if (draft === text) drafts.drop(this.place);
    else if (draft != null) this.resting = setTimeout(() => this.save(), REST_MS);
  }

  save() {
    clearTimeout(this.resting);
    if (this.box.value !== this.kept && this.keep(this.box.value, this.place)) this.kept = this.box.value;
  }
}

/** What is written and not kept yet, in this tab alone; where the browser keeps nothing, nothing is lost but that. */
const drafts = {
  name: (place) => `parafraza-desk:${place}`,
  of(place) {
    return attempt(() => sessionStorage.getItem(this.name(place))) ?? null;
  },
  put(place, text) {
    attempt(() => sessionStorage.setItem(this.name(place), text));
  },
  drop(place) {
    attempt(() => sessionStorage.removeItem(this.name(place)));
  },
};

function attempt(deed) {
  try {
    return deed();
  } catch {
    return null; // a browser may forbid it
  }
}

const REST_MS = 2000; // a pause in which a thought is finished, not a word

/** Draw something anew without the reader losing their place: the focus, and what is half typed, stay. */
function keepingPlace(root, redraw) {
  const before = root.contains(document.activeElement) ? document.activeElement : null;
  const key = before?.closest("[data-key]")?.dataset.key;
  const typed = before?.tagName === "TEXTAREA" ? [before.value, before.selectionStart, before.selectionEnd] : null;
  redraw();
  if (!key || root.contains(document.activeElement)) return;
  // What had the focus may be there no more; the keys are heard as long as the focus is in the desk.
  const after = root.querySelector(`[data-key="${CSS.escape(key)}"]`) ?? root.querySelector("[data-key]") ?? root.closest("[data-key]");
  after?.focus({ preventScroll: true });
  if (!typed || after?.tagName !== "TEXTAREA") return;
  after.value = typed[0];
  after.setSelectionRange(typed[1], typed[2]);
}
