// The desk: it sends what the reviewer does, draws what the kernel shows, and knows the keys. It is read after the other files,
// as one module with them.

const PATIENCE_MS = 30000; // a first call may wait for the detectors; after this the kernel is taken for gone

class Desk {
  constructor(model, el) {
    this.model = model;
    this.words = model.get("words");
    [this.asked, this.waiting, this.letters] = [0, new Map(), true];
    this.root = make("section.pz-desk", null, {
      "data-lm-suppress-shortcuts": "true",
      lang: model.get("lang"),
      "aria-label": this.words.desk,
    });
    this.build();
    el.append(this.root);
    this.hears = (message) => this.answered(message);
    model.on("msg:custom", this.hears);
    this.root.addEventListener("keydown", (event) => this.pressed(event));
    this.ask({ do: "hello", ...server() });
  }

  build() {
    const { words } = this;
    const ask = (message, draft) => this.ask(message, draft);
    const shapes = make("template");
    shapes.innerHTML = SHAPES; // a file of ours
    this.status = make("p.status.quiet", null, { role: "status" });
    this.help = make("p.note.help-line", null, { role: "alert", hidden: true });
    this.player = new Player(words, this.model.get("families"), (at) => this.said?.heard(at));
    this.said = new Transcript(words, this.player, (deed) => this.ask({ do: "correct", ...deed }), (turn, text) => this.moment(turn, text));
    this.marks = new Marks(words, this.player, ask);
    this.notes = new Notes(words, this.player, ask);
    this.queue = new Queue(words, ask);
    this.call = make("div.call-open", null, { hidden: true });
    this.title = make("h2.call-name", null, { tabindex: "-1" });
    this.about = make("p.quiet");
    const left = make("div.left");
    left.append(this.said.root, this.notes.root);
    const sides = make("div.sides");
    sides.append(left, this.marks.root);
    this.call.append(this.title, this.about, this.callRow(), this.player.root, sides);
    this.root.append(shapes.content, this.header(), this.help, this.queue.root, this.call);
  }

  header() {
    const { words } = this;
    const header = make("header.top");
    this.blind = keyed("plain", words.blind, "B", () => this.ask({ do: "blind", on: !this.isBlind }), { "aria-pressed": "false" });
    const row = make("div.row");
    row.append(this.blind, this.keyHelp());
    header.append(make("p.desk-title", words.desk), make("p.quiet", filled(words.reviewer, { name: this.model.get("reviewer") })), row, this.status);
    return header;
  }

  callRow() {
    const { words } = this;
    const row = make("div.row");
    this.flag = keyed("plain", words.flag, "F", () => this.notes.switchFlag(), { "aria-pressed": "false", "data-key": "flag" });
    row.append(
      this.flag,
      keyed("plain", words.undo, "U", () => this.ask({ do: "undo" }), { "data-key": "undo" }),
      keyed("plain", words.redo, "Y", () => this.ask({ do: "redo" }), { "data-key": "redo" }),
      keyed("plain", words.next_call, "N", () => this.next(), { "data-key": "next" }),
    );
    return row;
  }

  keyHelp() {
    const { words } = this;
    const help = make("details.keys");
    help.append(make("summary", words.keys));
    const list = make("dl");
    for (const [keys, word] of KEYS) list.append(make("dt", keys), make("dd", words[word]));
    const label = make("label.switch");
    const box = make("input", null, { type: "checkbox", checked: true });
    box.addEventListener("change", () => (this.letters = box.checked));
    label.append(box, words.letters_on);
    help.append(label, list);
    return help;
  }

  /** Ask the kernel for something; `draft` is where words wait that are kept once it has answered. */
  ask(message, draft) {
    this.asked += 1;
    const number = this.asked;
    this.root.setAttribute("aria-busy", "true");
    if (KEPT.has(message.do)) this.status.textContent = this.words.keeping;
    this.waiting.set(number, { timer: setTimeout(() => this.lost(number), PATIENCE_MS), draft });
    this.model.send({ ...message, number });
    return true;
  }

  lost(number) {
    this.waiting.delete(number);
    this.root.removeAttribute("aria-busy");
    this.tell(this.words.lost);
  }

  answered(message) {
    const own = this.waiting.get(message.number);
    clearTimeout(own?.timer);
    this.waiting.delete(message.number);
    if (own?.draft && message.shown) drafts.drop(own.draft);
    if (!this.waiting.size) this.root.removeAttribute("aria-busy");
    if (message.wave) this.drawWave(message.wave);
    if (message.gone) this.close(message.gone);
    else if (message.done || message.help) this.tell(message.help);
    if (message.shown) this.show(message.shown);
    if (message.help) this.status.textContent = "";
    else if (KEPT.has(message.done) && message.shown) this.status.textContent = this.words.kept;
    if (message.told) this.status.textContent = message.told;
    if (own && OPENS.has(message.done) && message.shown?.call) this.title.focus();
  }

  show(shown) {
    if (shown.call) this.showCall(shown.call);
    if (shown.queue) {
      this.isBlind = shown.queue.blind;
      this.blind.setAttribute("aria-pressed", String(this.isBlind));
      this.queue.show(shown.queue, this.name);
    }
    if (shown.sound) this.player.load(shown.sound);
    if ("transcript" in shown) {
      this.said.show(shown.transcript);
      this.player.lanes(shown.transcript?.timeline, shown.marks ? !shown.marks.revealed : this.marks.judged?.revealed === false);
    }
    if ("marks" in shown) this.marks.show(shown.marks, this.name);
    if (shown.notes) {
      this.notes.show(shown.notes, this.name);
      this.flag.setAttribute("aria-pressed", String(Boolean(shown.notes.flag)));
    }
  }

  showCall(call) {
    if (call.name !== this.name) this.queue.root.open = false;
    this.name = call.name;
    this.call.hidden = false;
    this.title.textContent = call.name;
    this.about.textContent = [call.agent, call.queue, call.at, call.language].filter(Boolean).join(" · ");
    for (const one of this.queue.list.querySelectorAll("[aria-current]")) one.removeAttribute("aria-current");
    const line = this.queue.list.querySelector(`[data-key="${CSS.escape(`call:${call.name}`)}"]`);
    line?.setAttribute("aria-current", "true");
  }

  drawWave(wave) {
    if (wave.call === this.name) this.player.waves(wave);
  }

  /** The call that was open is there no more. */
  close(why) {
    this.player.load({ url: null });
    this.call.hidden = true;
    this.name = null;
    this.tell(why);
    this.queue.focus();
  }

  tell(text) {
    this.help.textContent = text ?? "";
    this.help.hidden = !text;
  }

  next() {
    this.marks.body.querySelectorAll("textarea").forEach((box) => box.dispatchEvent(new Event("change")));
    this.ask({ do: "next" });
  }

  moment(turn, text) {
    const at = this.player.audio.currentTime || 0;
    const { start, end } = turn?.start != null ? turn : { start: at, end: at + STEP_S };
    this.ask({ do: "moment", start, end, text });
  }

  /** Keys. The place of a letter counts and not the letter, so they are the same on a Russian keyboard. */
  pressed(event) {
    event.stopPropagation();
    if (event.isComposing || event.defaultPrevented) return;
    if (event.target.tagName === "TEXTAREA") {
      if (event.key === "Escape") (event.target.closest("[data-item]") ?? this.title).focus();
      return;
    }
    const turn = (event.ctrlKey || event.metaKey) && { KeyZ: event.shiftKey ? "redo" : "undo", KeyY: "redo" }[event.code];
    if (turn) {
      event.preventDefault();
      if (!this.call.hidden) this.ask({ do: turn });
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !this.letters || event.target.tagName === "SELECT") return;
    const item = event.target.closest("[data-item]");
    const line = event.target.closest("[data-turn]");
    const own = (item && this.marks.pressed(event, item)) || (line && this.said.pressed(event, line));
    if (own || this.anywhere(event)) event.preventDefault();
  }

  anywhere(event) {
    const { player } = this;
    if (event.key === " " && event.target.closest("button, summary, input")) return false;
    const does = {
      KeyQ: () => this.queue.focus(),
      KeyB: () => this.blind.click(),
    };
    const withCall = {
      KeyP: () => player.toggle(),
      Space: () => player.toggle(),
      ArrowLeft: () => player.seek(player.audio.currentTime - STEP_S),
      ArrowRight: () => player.seek(player.audio.currentTime + STEP_S),
      BracketLeft: () => player.faster(-1),
      BracketRight: () => player.faster(1),
      KeyL: () => player.switchLoop(),
      KeyS: () => this.ask({ do: "correct", deed: "swap" }),
      KeyC: () => this.said.focus(),
      KeyG: () => this.marks.focus(),
      KeyR: () => this.notes.fields.root_cause.box.focus(),
      KeyK: () => this.notes.fields.coaching.box.focus(),
      KeyF: () => this.notes.switchFlag(),
      KeyU: () => this.ask({ do: "undo" }),
      KeyY: () => this.ask({ do: "redo" }),
      KeyN: () => this.next(),
    };
    const found = does[event.code] ?? (this.call.hidden ? null : withCall[event.code]);
    found?.();
    return Boolean(found);
  }

  end() {
    this.player.close();
    for (const { timer } of this.waiting.values()) clearTimeout(timer);
    this.model.off("msg:custom", this.hears);
  }
}

const KEPT = new Set(["mark", "accept", "remark", "moment", "flag", "correct"]);
const OPENS = new Set(["open", "next"]);
const KEYS = [
  ["Q", "key_queue"], ["P", "key_play"], ["← →", "key_seek"], ["[ ]", "key_speed"], ["L", "loop"], ["C", "key_transcript"],
  ["↑ ↓", "key_step"], ["G", "key_marks"], ["0 1 2 3", "key_level"], ["X", "not_applicable"], ["J", "not_judged"],
  ["A", "accept"], ["W", "why"], ["E", "fix_words"], ["T", "other_voice"], ["S", "swap"], ["Shift+↑ Shift+↓", "key_border"],
  ["V", "name_voice"], ["M", "mark_moment"], ["R", "root_cause"], ["K", "coaching"], ["F", "flag"], ["B", "blind"],
  ["U", "undo"], ["Y", "redo"], ["N", "next_call"], ["Esc", "key_leave"],
];

/** Where the notebook's server keeps its files, as its own page says. */
function server() {
  try {
    const config = JSON.parse(document.getElementById("jupyter-config-data").textContent);
    return { root: config.serverRoot ?? "", base: config.baseUrl ?? "/" };
  } catch {
    return { root: "", base: "/" };
  }
}

export default {
  render({ model, el }) {
    const desk = new Desk(model, el);
    return () => desk.end();
  },
};
