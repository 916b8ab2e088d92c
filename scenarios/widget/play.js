// The view of a role-play: it draws what the kernel shows and sends what the trainee does. It is read after drawing.js
// and sound.js, as one module with them.

const PATIENCE_MS = 25000; // the first line may wait for the detectors; after this the kernel is taken for gone

const [DARK, LIGHT] = ["screen", "not all"]; // what the debrief's dark rules are set to ask for

class Play {
  constructor(model, el) {
    this.model = model;
    this.words = model.get("words");
    this.keys = [];
    this.voice = new Voice(model.get("shown").lang);
    this.microphone = new Microphone(
      (sound) => this.spoken(sound),
      (word) => this.tell("help", this.words[word]),
    );
    this.turns = new Turns(this.words, (message) => this.ask(message));
    this.waiting = null;
    this.asked = 0;
    this.unsent = "";
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
    this.log = make("div.log", null, { role: "log", "aria-live": "polite", "aria-label": words.log, tabindex: "0" });
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
    this.againButton = button("plain", words.begin_again, () => this.ask({ do: "again" }));
    this.speakButton = button("plain", words.speak, () => this.speak(), { "aria-keyshortcuts": "Alt+M" });
    this.voiceButton = button("plain", words.voice, () => this.switchVoice(), {
      "aria-keyshortcuts": "Alt+V",
      "aria-pressed": "false",
    });
    const leaving = make("div.row.leaving"); // these two stay together where the row breaks
    leaving.append(this.againButton, this.endButton);
    this.row.append(this.sendButton, this.speakButton, this.hintButton, this.voiceButton, leaving);
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
      ["Alt+M", words.key_speak],
      ["Alt+V", words.key_voice],
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
      "change:shown": () => {
        this.unsent = "";
        this.free(); // what is drawn is the answer; the message that follows only tells that nothing more comes
        this.draw();
      },
      "change:aside": () => this.drawAside(),
      "change:ready": () => this.aside.matches(".pz-help") || this.drawAside(), // help stays until something is done
      "change:earlier": () => this.drawPast(),
      "change:page": () => this.drawPage(),
      "msg:custom": (message) => this.answered(message),
    };
    for (const [name, does] of Object.entries(this.changes)) model.on(name, does);
    this.root.addEventListener("keydown", (event) => this.pressed(event), signal);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.tint(), signal);
    this.theme = new MutationObserver(() => this.tint());
    this.theme.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
  }

  close() {
    this.stop.abort();
    this.theme.disconnect();
    this.microphone.close();
    this.voice.hush();
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
      KeyH: () => !this.hintButton.hidden && this.hintButton.click(),
      KeyB: () => this.takeBack(),
      KeyM: () => !this.form.hidden && this.speak(),
      KeyV: () => !this.form.hidden && this.switchVoice(),
      KeyG: () => !this.form.hidden && !this.endButton.hidden && this.endButton.click(),
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
    this.sayNext = Boolean(this.waiting); // Enter while something is awaited is not lost
    if (this.sayNext) return;
    if (!text.trim()) {
      this.tell("help", this.words.nothing_typed);
      return;
    }
    this.pending = make("div.turn.agent.pending", null, { "aria-hidden": "true" });
    this.pending.append(make("span.who", this.words.you), make("p.said", text));
    const listening = make("div.turn.customer.pending.listening", null, { "aria-hidden": "true" });
    listening.append(make("p.said", this.words.thinking));
    this.log.append(this.pending, listening);
    this.toEnd();
    this.unsent = text;
    this.input.value = "";
    this.ask({ do: "reply", text });
  }

  async speak() {
    if (this.microphone.on) {
      this.microphone.stop();
      return;
    }
    this.voice.hush();
    await this.microphone.start();
    if (!this.microphone.on) return;
    this.speakButton.textContent = this.words.stop;
    this.tell("note", this.words.listening);
  }

  /** A recording is written down in the kernel; the words come back to be read over before they are sent. */
  spoken(sound) {
    this.speakButton.textContent = this.words.speak;
    this.soundNext = null;
    if (this.stop.signal.aborted || this.form.hidden) return;
    if (this.waiting) {
      this.soundNext = sound; // said while something is awaited, it is not lost either
      return;
    }
    this.tell("note", this.words.writing_down);
    this.ask({ do: "spoken" }, [sound]);
  }

  heard(text) {
    if (text) this.input.value = [this.input.value, text].filter(Boolean).join(" ");
    this.tell(text ? "note" : "help", text ? this.words.heard : this.words.heard_nothing);
    this.input.focus();
  }

  switchVoice() {
    this.voice.on = !this.voice.on && Boolean(this.voice.found);
    this.voiceButton.setAttribute("aria-pressed", String(this.voice.on));
    if (this.voice.on) this.voice.say(this.lastSaid());
    else this.voice.hush();
    if (!this.voice.found) this.tell("help", this.words.no_voice);
  }

  lastSaid() {
    const shown = this.model.get("shown");
    return shown.lines.at(-1)?.said ?? shown.opening;
  }

  ask(message, sounds = []) {
    if (this.waiting) return;
    this.root.setAttribute("aria-busy", "true");
    this.sendButton.disabled = true;
    this.waiting = setTimeout(() => this.lost(), PATIENCE_MS);
    this.asked += 1;
    this.model.send({ ...message, number: this.asked }, undefined, sounds);
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
    if (this.sayNext) queueMicrotask(() => this.say());
    else if (this.soundNext) queueMicrotask(() => this.spoken(this.soundNext));
  }

  answered(message) {
    if (message.number === this.asked) this.free();
    if (message.file) this.keep(message.file);
    if (message.done === "spoken" && "heard" in message) this.heard(message.heard);
    if (message.done === "reply") this.voice.say(this.lastSaid());
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
    if (shown.ended) this.microphone.stop(); // its button is gone with the form
    this.hintButton.hidden = !shown.open;
    this.againButton.hidden = this.endButton.hidden = !shown.lines.length;
    this.drawEnd(shown);
    this.toEnd();
  }

  /** The head: the situation stands open until the first line is said, then it folds to make room. */
  drawHead(shown) {
    const { words } = this;
    const begun = shown.lines.length > 0;
    const state = `${begun} ${shown.mode}`;
    if (this.headState === state) return;
    this.headState = state;
    const about = make("details.about");
    about.open = !begun;
    const goals = make("ul.goals");
    goals.append(...shown.goals.map((each) => make("li", each)));
    about.append(make("summary", words.situation), make("p", shown.situation), make("p.label", words.goals), goals);
    const level = make("p.quiet", begun ? `${words.level} · ${words.mode} ${words[shown.mode]}` : words.level);
    this.head.replaceChildren(make("h3.title", shown.title), level, about);
    if (!begun) this.head.append(this.modes(shown));
  }

  modes(shown) {
    const { words } = this;
    const group = make("fieldset.modes");
    group.append(make("legend", words.mode));
    this.modeName ??= `pz-${Math.random().toString(36).slice(2)}`;
    for (const mode of ["coach", "exam"]) {
      const label = make("label.mode");
      const choice = make("input", null, { type: "radio", name: this.modeName, value: mode });
      choice.checked = shown.mode === mode;
      choice.addEventListener("change", () => this.ask({ do: "mode", mode }));
      label.append(choice, make("span", words[mode]));
      group.append(label);
    }
    return group;
  }

  /** Draw the log, leaving what has not changed where it is: a screen reader reads out only what is new. */
  drawLog(shown) {
    const turns = this.turns.of(shown);
    const keys = turns.map((turn) => JSON.stringify(turn));
    let same = 0;
    while (same < keys.length && keys[same] === this.keys[same]) same += 1;
    while (this.log.childElementCount > same) this.log.lastElementChild.remove();
    for (const turn of turns.slice(same)) this.log.append(this.turns.drawn(turn));
    this.keys = keys;
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
    this.past = make("p.quiet");
    this.end.replaceChildren(make("h3.title", words.over), make("p", words.read_on), this.past, files, this.debrief());
    this.drawPast();
  }

  /** The debrief's own page, in a frame where nothing can run; it grows to its whole height. */
  debrief() {
    const frame = make("iframe.debrief", null, { title: this.words.debrief, sandbox: "allow-same-origin" });
    const fit = () => {
      const page = frame.contentDocument?.body;
      if (page) frame.style.height = `${Math.ceil(page.getBoundingClientRect().height) + 2}px`;
    };
    frame.addEventListener("load", () => {
      this.tint();
      fit();
      const watch = new ResizeObserver(fit);
      watch.observe(frame);
      this.stop.signal.addEventListener("abort", () => watch.disconnect());
    });
    this.frame = frame;
    this.drawPage();
    return frame;
  }

  drawPast() {
    if (!this.past) return;
    const earlier = this.model.get("earlier");
    this.past.hidden = !earlier.length;
    this.past.textContent = `${this.words.earlier}: ${earlier.map((each) => Math.round(each)).join(" · ")}`;
  }

  drawPage() {
    if (this.frame) this.frame.srcdoc = this.model.get("page");
  }

  /** The page asks the system for light or dark; here the notebook's theme decides, so its rules are set to follow. */
  tint() {
    const page = this.frame?.contentDocument;
    if (!page) return;
    const dark = getComputedStyle(this.root).colorScheme === "dark";
    page.documentElement.style.colorScheme = dark ? "dark" : "light";
    for (const rule of [...page.styleSheets].flatMap((sheet) => [...sheet.cssRules])) {
      const asked = rule.media?.mediaText ?? "";
      if (asked.includes("prefers-color-scheme") || asked === DARK || asked === LIGHT) {
        rule.media.mediaText = dark ? DARK : LIGHT;
      }
    }
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
