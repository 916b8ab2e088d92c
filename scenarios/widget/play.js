// The view of a role-play: it draws what the kernel shows and sends what the trainee does. Whatever people wrote is set
// as text, never as markup.

const PATIENCE_MS = 25000; // the first line may wait for the detectors; after this the kernel is taken for gone

/** Make an element: `make("p.quiet", "text", { role: "note" })`. */
function make(what, text, attributes = {}) {
  const [name, ...classes] = what.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.map((each) => `pz-${each}`).join(" ");
  if (text != null) element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function button(look, text, press, attributes = {}) {
  const made = make(`button.${look}`, text, { type: "button", ...attributes });
  made.addEventListener("click", press);
  return made;
}

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

class Play {
  constructor(model, el) {
    this.model = model;
    this.words = model.get("words");
    this.keys = [];
    this.waiting = null;
    this.root = make("section.play", null, {
      "data-lm-suppress-shortcuts": "true",
      lang: model.get("shown").lang,
      "aria-label": model.get("shown").title,
    });
    this.build();
    el.append(this.root);
    this.stop = new AbortController();
    this.listen();
    this.draw();
  }

  build() {
    const words = this.words;
    this.head = make("header.head");
    this.log = make("ol.log", null, { role: "log", "aria-live": "polite", "aria-label": words.log, tabindex: "0" });
    this.aside = make("p.aside", null, { role: "status" });
    this.form = this.buildForm();
    this.end = make("div.end");
    this.root.append(this.head, this.log, this.aside, this.form, this.end);
  }

  buildForm() {
    const words = this.words;
    const form = make("form.form");
    const label = make("label.label", words.your_line);
    this.input = make("textarea.input", null, { rows: "2", placeholder: words.placeholder, maxlength: "20000" });
    label.append(this.input);
    this.sendButton = make("button.main", words.send, { type: "submit" });
    this.hintButton = button("plain", words.give_hint, () => this.ask({ do: "hint" }), { "aria-keyshortcuts": "Alt+H" });
    this.endButton = button("plain", words.end_talk, () => this.ask({ do: "finish" }), { "aria-keyshortcuts": "Alt+G" });
    this.row = make("div.row");
    this.row.append(this.sendButton, this.hintButton, make("span.gap"), this.endButton);
    form.append(label, this.row, this.keyHelp());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.say();
    });
    return form;
  }

  keyHelp() {
    const words = this.words;
    const help = make("p.keys", null);
    const known = [
      ["Enter", words.key_send],
      ["Shift+Enter", words.key_line],
      ["Alt+H", words.key_hint],
      ["Alt+B", words.key_back],
      ["Alt+G", words.key_end],
    ];
    help.append(make("span.sr", `${words.keys}: `));
    for (const [key, does] of known) {
      const one = make("span.key");
      one.append(make("kbd", key), ` ${does}`);
      help.append(one, " ");
    }
    return help;
  }

  listen() {
    const { model } = this;
    const signal = { signal: this.stop.signal };
    this.changes = {
      "change:shown": () => this.draw(),
      "change:aside": () => this.drawAside(),
      "change:ready": () => this.drawAside(),
      "msg:custom": (message) => this.answered(message),
    };
    for (const [name, does] of Object.entries(this.changes)) model.on(name, does);
    this.root.addEventListener("keydown", (event) => this.pressed(event), signal);
  }

  close() {
    this.stop.abort();
    clearTimeout(this.waiting);
    for (const [name, does] of Object.entries(this.changes)) this.model.off(name, does);
  }

  /** Keys. AltGr writes Polish and Romanian letters and is left alone; the place of the key counts, not its letter. */
  pressed(event) {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.target === this.input && event.key === "Enter" && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      this.say();
    }
    if (!event.altKey || event.ctrlKey || event.metaKey || event.getModifierState("AltGraph")) return;
    const does = {
      KeyH: () => this.hintButton.click(),
      KeyB: () => this.takeBack(),
      KeyG: () => this.endButton.click(),
    }[event.code];
    if (!does) return;
    event.preventDefault();
    does();
  }

  takeBack() {
    const shown = this.model.get("shown");
    if (shown.open && shown.lines.length) this.ask({ do: "rewind", line: shown.lines.length - 1 });
  }

  say() {
    const text = this.input.value;
    if (this.waiting) return;
    if (!text.trim()) {
      this.tell("help", this.words.nothing_typed);
      return;
    }
    this.pending = make("li.turn.agent.pending", null, { "aria-hidden": "true" });
    this.pending.append(make("span.who", this.words.you), make("p.said", text));
    const listening = make("li.turn.customer.pending.listening", null, { "aria-hidden": "true" });
    listening.append(make("p.said", this.words.thinking));
    this.log.append(this.pending, listening);
    this.toEnd();
    this.unsent = text;
    this.input.value = "";
    this.ask({ do: "reply", text });
  }

  ask(message) {
    if (this.waiting) return;
    this.root.setAttribute("aria-busy", "true");
    this.sendButton.disabled = true;
    this.waiting = setTimeout(() => this.lost(), PATIENCE_MS);
    this.model.send(message);
  }

  lost() {
    this.free();
    this.tell("help", this.words.lost);
  }

  /** Nothing is awaited any more; a line that was not taken goes back where it was typed. */
  free() {
    clearTimeout(this.waiting);
    this.waiting = null;
    this.root.removeAttribute("aria-busy");
    this.sendButton.disabled = false;
    this.log.querySelectorAll(".pz-pending").forEach((each) => each.remove());
    if (this.unsent && !this.input.value) this.input.value = this.unsent;
    this.unsent = "";
  }

  answered(message) {
    this.free();
    if (message.file) this.keep(message.file);
    if (message.done === "finish" || (message.done === "reply" && this.model.get("shown").ended)) this.end.focus();
    if (["rewind", "take_up", "again"].includes(message.done)) this.input.focus();
  }

  keep(file) {
    const link = make("a", null, { download: file.name });
    link.href = URL.createObjectURL(new Blob([file.content], { type: `${file.type};charset=utf-8` }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  tell(kind, text, more = "") {
    this.aside.className = `pz-aside pz-${kind}`;
    this.aside.replaceChildren(text || "");
    if (more) this.aside.append(" ", make("span.quiet", more));
  }

  drawAside() {
    const { kind, text, more } = this.model.get("aside");
    if (text) this.tell(kind, text, more);
    else this.tell("note", this.model.get("ready") ? "" : this.words.getting_ready);
  }

  draw() {
    const shown = this.model.get("shown");
    this.drawHead(shown);
    this.drawLog(shown);
    this.drawAside();
    this.form.hidden = shown.ended;
    this.hintButton.hidden = !shown.open;
    this.drawEnd(shown);
    this.toEnd();
  }

  drawHead(shown) {
    const { words } = this;
    const begun = shown.lines.length > 0;
    if (this.head.childElementCount && this.headBegun === begun && this.headMode === shown.mode) return;
    const opened = this.head.querySelector("details")?.open ?? true;
    [this.headBegun, this.headMode] = [begun, shown.mode];
    const about = make("details.about");
    about.open = opened;
    const goals = make("ul.goals");
    goals.append(...shown.goals.map((each) => make("li", each)));
    about.append(make("summary", words.situation), make("p", shown.situation), make("p.label", words.goals), goals);
    this.head.replaceChildren(make("h3.title", shown.title), make("p.quiet", words.level), about, this.modes(shown, begun));
  }

  modes(shown, begun) {
    const { words } = this;
    const group = make("fieldset.modes");
    group.append(make("legend", words.mode));
    this.modeName ??= `pz-${Math.random().toString(36).slice(2)}`;
    for (const mode of ["coach", "exam"]) {
      const label = make("label.mode");
      const choice = make("input", null, { type: "radio", name: this.modeName, value: mode });
      choice.checked = shown.mode === mode;
      choice.disabled = begun;
      choice.addEventListener("change", () => this.ask({ do: "mode", mode }));
      label.append(choice, make("span", words[mode]));
      group.append(label);
    }
    return group;
  }

  /** Draw the log, leaving what has not changed where it is: a screen reader reads out only what is new. */
  drawLog(shown) {
    const turns = this.turns(shown);
    const keys = turns.map((turn) => JSON.stringify(turn));
    let same = 0;
    while (same < keys.length && keys[same] === this.keys[same]) same += 1;
    while (this.log.childElementCount > same) this.log.lastElementChild.remove();
    for (const turn of turns.slice(same)) this.log.append(this[turn.kind](turn));
    this.keys = keys;
    this.unsent = "";
  }

  turns(shown) {
    const turns = [{ kind: "customer", said: shown.opening }];
    shown.lines.forEach((line, place) => {
      turns.push(...line.others.map((other) => ({ kind: "other", place, ...other })));
      turns.push({ kind: "agent", place, open: shown.open, ...line, others: [], said: "" });
      turns.push({ kind: "customer", said: line.said });
    });
    if (shown.stands.length) turns.push({ kind: "standing", stands: shown.stands });
    turns.push(...shown.others.map((other) => ({ kind: "other", place: shown.lines.length, ...other })));
    return turns;
  }

  customer(turn) {
    const item = make("li.turn.customer");
    item.append(make("span.who", this.words.customer), make("p.said", turn.said));
    return item;
  }

  agent(turn) {
    const { words } = this;
    const item = make("li.turn.agent");
    item.append(make("span.who", `${words.you} ${turn.place + 1}`), make("p.said", turn.text));
    if (!turn.open) return item;
    const under = make("div.under");
    if (turn.remarks.length) {
      const remarks = make("ul.remarks");
      for (const { good, text } of turn.remarks) {
        const remark = make(good ? "li.good" : "li.chance");
        remark.append(make("span.sign", good ? "✓" : "→", { "aria-hidden": "true" }), make("span", text));
        remarks.append(remark);
      }
      under.append(remarks);
    }
    const foot = make("p.foot");
    if (turn.moves.length) foot.append(make("span.moves", `${words.moves}: ${turn.moves.join(", ")}`));
    const long = filled(words.try_here_long, { line: turn.place + 1 });
    foot.append(button("link", words.try_here, () => this.ask({ do: "rewind", line: turn.place }), { "aria-label": long }));
    under.append(foot);
    item.append(under);
    return item;
  }

  /** A way tried before, folded up where it parts from the present one. */
  other(turn) {
    const { words } = this;
    const item = make("li.other");
    const fold = make("details");
    const title = make("summary", `${words.other_way} `);
    title.append(make("span.quiet", `· ${filled(words.lines, { count: turn.lines.length })}`));
    const talk = make("dl.tried");
    for (const { text, said } of turn.lines) {
      talk.append(make("dt.who", words.you), make("dd", text), make("dt.who", words.customer), make("dd", said));
    }
    const back = button("plain", words.go_there, () => this.ask({ do: "take_up", branch: turn.branch }));
    fold.append(title, talk, this.stands(turn.stands), back);
    item.append(fold);
    return item;
  }

  standing(turn) {
    const item = make("li.standing");
    item.append(this.stands(turn.stands));
    return item;
  }

  stands(stands) {
    const line = make("p.stands", `${this.words.stands}: `);
    line.append(stands.map(({ name, value }) => `${name} ${value}`).join(" · "));
    return line;
  }

  drawEnd(shown) {
    const { words } = this;
    this.end.hidden = !shown.ended;
    if (!shown.ended) {
      this.end.replaceChildren();
      return;
    }
    this.end.setAttribute("tabindex", "-1");
    const files = make("div.row");
    for (const form of ["page", "csv", "xapi"]) {
      files.append(button("plain", words[`keep_${form}`], () => this.ask({ do: "file", form })));
    }
    const again = button("main", words.begin_again, () => this.ask({ do: "again" }));
    files.prepend(again);
    this.end.replaceChildren(make("h3.title", words.over), make("p", words.read_on), files, this.debrief());
  }

  /** The debrief's own page, in a frame where nothing can run; it grows to its whole height. */
  debrief() {
    const frame = make("iframe.debrief", null, { title: this.words.debrief, sandbox: "allow-same-origin" });
    const fit = () => {
      const page = frame.contentDocument?.documentElement;
      if (page) frame.style.height = `${page.scrollHeight + 2}px`;
    };
    frame.addEventListener("load", () => {
      fit();
      const watch = new ResizeObserver(fit);
      watch.observe(frame);
      this.stop.signal.addEventListener("abort", () => watch.disconnect());
    });
    frame.srcdoc = this.model.get("page");
    return frame;
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
  }
}

export default {
  render({ model, el }) {
    const play = new Play(model, el);
    return () => play.close();
  },
};
