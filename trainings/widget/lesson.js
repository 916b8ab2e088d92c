// The view of a part of a lesson: it draws what the kernel shows and sends what the learner does. It is read after
// drawing.js and sound.js of the role-play, kinds.js, transcript.js and moment.js, as one module.

const PATIENCE_MS = 25000; // the first answer may wait for the detectors; after this the kernel is taken for gone

class ExercisesPart {
  constructor(model, root) {
    [this.model, this.root, this.words, this.shown] = [model, root, model.get("words"), model.get("shown")];
    [this.place, this.asked, this.waiting] = [0, 0, null];
    this.drafts = {};
    this.microphone = new Microphone(
      (sound) => this.recorded(sound),
      (word) => this.tell(this.words[word]),
    );
    this.build();
    this.changes = {
      "change:states": () => this.drawState(),
      "change:aside": () => this.model.get("aside") && this.tell(this.model.get("aside")),
      "msg:custom": (message) => this.answered(message),
    };
    for (const [name, does] of Object.entries(this.changes)) model.on(name, does);
    root.addEventListener("keydown", (event) => this.pressed(event));
    this.open(0);
    if (model.get("aside")) this.tell(model.get("aside"));
  }

  get exercise() {
    return this.shown.exercises[this.place];
  }

  get state() {
    return this.model.get("states")[this.exercise.id];
  }

  build() {
    const { words } = this;
    this.count = make("p.count", null, { tabindex: "-1" });
    this.done = make("p.quiet");
    this.back = button("plain", words.previous, () => this.go(-1));
    this.onward = button("plain", words.next, () => this.go(1));
    const ways = make("div.row");
    ways.append(this.back, this.onward);
    const head = make("header.head");
    head.append(this.count, this.done, ways);
    this.body = make("div.body");
    this.checkButton = make("button.main", words.check, { type: "submit" });
    this.hintButton = button("plain", words.hint, () => this.hint(), { "aria-keyshortcuts": "Alt+H" });
    this.speakButton = button("plain", words.speak, () => this.speak(), { "aria-keyshortcuts": "Alt+M" });
    this.showButton = button("plain", words.show, () => this.ask({ do: "show" }));
    const row = make("div.row");
    row.append(this.checkButton, this.speakButton, this.hintButton, this.showButton);
    this.form = make("form.form");
    this.form.append(this.body, row);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.check();
    });
    this.status = make("p.status", null, { role: "status", "aria-live": "polite" });
    this.feedback = make("div.feedback");
    this.keys = make("p.keys");
    this.root.append(head, this.form, this.status, this.feedback, this.keys);
  }

  /** Show the exercise at a place; what was begun in another is kept. */
  open(place) {
    if (this.control) this.drafts[this.exercise.id] = this.control.answer;
    this.place = place;
    const { exercise, words } = this;
    const earlier = this.drafts[exercise.id] ?? (this.state.answer || undefined);
    this.control = new (controlOf(exercise))(exercise, words, earlier, (text) => this.tell(text));
    this.body.replaceChildren(make("p.task", exercise.task), ...this.given(), this.control.element);
    this.count.textContent = filled(words.exercise, { number: place + 1, of: this.shown.exercises.length });
    this.back.disabled = place === 0;
    this.onward.disabled = place === this.shown.exercises.length - 1;
    this.speakButton.hidden = exercise.kind !== "voice";
    this.drawKeys();
    this.tell("");
    this.drawState();
  }

  go(by) {
    this.microphone.stop();
    this.open(this.place + by);
    this.count.focus();
  }

  given() {
    const { exercise, words } = this;
    const parts = [];
    for (const [name, text] of [["customer", exercise.customer], ["line", exercise.line]]) {
      if (!text) continue;
      const quote = make(`div.turn.${name === "line" ? "agent" : name}`);
      quote.append(make("span.who", words[name]), make("p.said", text));
      parts.push(quote);
    }
    if (exercise.given?.length) {
      const list = make("ul.given");
      list.append(...exercise.given.map((each) => make("li", each)));
      parts.push(make("p.label", words.given), list);
    }
    return parts;
  }

  drawKeys() {
    const { words, control, exercise } = this;
    const known = [["Alt+H", words.key_hint]];
    if (control.input) known.unshift(["Enter", words.key_check]);
    if (exercise.kind === "voice") known.push(["Alt+M", words.key_speak]);
    if (exercise.kind === "order") known.push(["Alt+↑ ↓", words.key_move]);
    this.keys.replaceChildren(make("span.sr", `${words.keys}: `));
    for (const [key, does] of known) {
      const one = make("span.key");
      one.append(make("kbd", key), ` ${does}`);
      this.keys.append(one, " ");
    }
  }

  /** AltGr writes Polish and Romanian letters and is left alone; the place of the key counts, not its letter. */
  pressed(event) {
    event.stopPropagation();
    if (event.isComposing) return;
    const plainEnter = event.key === "Enter" && !event.shiftKey && !event.altKey;
    if (event.target === this.control.input && plainEnter) {
      event.preventDefault();
      this.check();
    }
    if (!event.altKey || event.ctrlKey || event.metaKey || event.getModifierState("AltGraph")) return;
    const does = {
      KeyH: () => this.hint(),
      KeyM: () => !this.speakButton.hidden && this.speak(),
    }[event.code];
    if (!does) return;
    event.preventDefault();
    does();
  }

  check() {
    if (this.waiting) return;
    const { answer, lacks } = this.control;
    if (lacks) {
      this.tell(lacks);
      return;
    }
    this.tell(this.words.waiting);
    this.ask({ do: "check", answer });
  }

  hint() {
    const all = this.state.hints.length >= this.exercise.hints;
    if (all) this.tell(this.words.no_more_hints);
    else this.ask({ do: "hint" });
  }

  async speak() {
    if (this.microphone.on) {
      this.microphone.stop();
      return;
    }
    await this.microphone.start();
    if (!this.microphone.on) return;
    this.speakButton.textContent = this.words.stop;
    this.tell(this.words.listening);
  }

  recorded(sound) {
    this.speakButton.textContent = this.words.speak;
    if (this.closed || this.exercise.kind !== "voice") return;
    this.tell(this.words.writing_down);
    this.ask({ do: "spoken" }, [sound]);
  }

  ask(message, sounds = []) {
    if (this.waiting) return;
    this.root.setAttribute("aria-busy", "true");
    this.checkButton.disabled = true;
    this.waiting = setTimeout(() => this.free(this.words.lost), PATIENCE_MS);
    this.asked += 1;
    this.model.send({ ...message, exercise: this.exercise.id, number: this.asked }, undefined, sounds);
  }

  free(text) {
    clearTimeout(this.waiting);
    this.waiting = null;
    this.root.removeAttribute("aria-busy");
    this.checkButton.disabled = false;
    if (text) this.tell(text);
  }

  /** The answer to what was asked last; its words are told once, the rest is drawn beside them. */
  answered(message) {
    if (message.number !== this.asked) return;
    this.free();
    const { words, state, exercise } = this;
    if (message.done === "check" && state.feedback) this.tell(state.feedback.headline, state.feedback.verdict);
    if (message.done === "hint") {
      const read = state.hints.length;
      this.tell(`${filled(words.hint_number, { number: read, of: exercise.hints })}. ${state.hints.at(-1)}`);
    }
    if (message.done === "show") this.tell("");
    if (message.done === "spoken" && "heard" in message) this.heard(message.heard);
  }

  heard(text) {
    const { input } = this.control;
    if (!input) return;
    if (text) input.value = [input.value, text].filter(Boolean).join(" ");
    this.tell(text ? this.words.heard : this.words.heard_nothing);
    input.focus();
  }

  tell(text, verdict = "") {
    this.status.className = `pz-status${verdict ? ` pz-verdict pz-${verdict}` : ""}`;
    this.status.textContent = text;
  }

  drawState() {
    const { words, state } = this;
    const states = Object.values(this.model.get("states"));
    const done = states.filter((each) => each.done).length;
    this.done.textContent = filled(words.done, { done, of: states.length });
    this.showButton.hidden = !state.tried || Boolean(state.solution);
    const parts = [];
    if (state.feedback?.found.length) parts.push(make("p.label", words.found), this.found(state.feedback.found));
    if (state.feedback?.better.length) parts.push(this.better(state.feedback.better));
    if (state.hints.length) parts.push(this.hints(state.hints));
    if (state.solution) parts.push(this.solution(state.solution));
    this.feedback.replaceChildren(...parts);
  }

  found(found) {
    const list = make("ul.signs");
    for (const { name, quote } of found) list.append(this.sign("good", "✓", `${name}: ${quote}`));
    return list;
  }

  better(better) {
    const list = make("ul.signs");
    for (const text of better) list.append(this.sign("chance", "→", text));
    return list;
  }

  sign(look, sign, text) {
    const item = make(`li.${look}`);
    item.append(make("span.sign", sign, { "aria-hidden": "true" }), make("span", text));
    return item;
  }

  hints(read) {
    const list = make("ol.hints", null, { "aria-label": this.words.hint });
    list.append(...read.map((each) => make("li", each)));
    return list;
  }

  solution({ title, lines, why }) {
    const box = make("div.solution");
    box.append(make("p.label", title), ...lines.map((line) => make("p.said", line)));
    box.append(make("p.label", this.words.explained), make("p", why));
    return box;
  }

  close() {
    this.closed = true;
    this.microphone.close();
    clearTimeout(this.waiting);
    for (const [name, does] of Object.entries(this.changes)) this.model.off(name, does);
  }
}

export default {
  render({ model, el }) {
    const shown = model.get("shown");
    const root = make(`section.lesson.${shown.part}`, null, { "data-lm-suppress-shortcuts": "true", lang: shown.lang });
    root.setAttribute("aria-label", shown.part === "moment" ? model.get("words").moment : model.get("words").answer);
    el.append(root);
    const part = shown.part === "moment" ? new MomentPart(model, root) : new ExercisesPart(model, root);
    return () => part.close();
  },
};
