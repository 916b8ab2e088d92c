// The moment of a lesson: its recording where there is one, else the browser's own voice; its transcript follows either.

/** A talk read out by the browser, turn after turn; the two sides differ by pitch. `at` is told each turn, -1 at the end. */
class Reader {
  constructor(lang, turns, at) {
    [this.voice, this.turns, this.at] = [new Voice(lang), turns, at];
    this.reading = false;
  }

  get can() {
    return Boolean(this.voice.found);
  }

  read(place = 0) {
    this.reading = place < this.turns.length;
    this.at(this.reading ? place : -1);
    if (!this.reading) return;
    const { who, text } = this.turns[place];
    const utterance = new SpeechSynthesisUtterance(text);
    [utterance.voice, utterance.lang] = [this.voice.found, this.voice.found.lang];
    utterance.pitch = who === "agent" ? 0.9 : 1.2;
    utterance.addEventListener("end", () => this.utterance === utterance && this.read(place + 1));
    this.utterance = utterance;
    speechSynthesis.speak(utterance);
  }

  stop() {
    [this.reading, this.utterance] = [false, null];
    this.voice.hush();
    this.at(-1);
  }
}

class MomentPart {
  constructor(model, root) {
    [this.model, this.words, this.shown] = [model, model.get("words"), model.get("shown")];
    this.status = make("p.status", null, { role: "status" });
    const heard = this.shown.sound ? this.player() : this.reader();
    root.append(make("p.introduced", this.shown.about), heard, this.status, this.talk());
    this.answered = (message, buffers) => this.arrived(message, buffers);
    model.on("msg:custom", this.answered);
    if (this.shown.sound) model.send({ do: "sound", number: 1 });
  }

  player() {
    this.audio = make("audio.audio", null, { controls: "", "aria-label": this.words.moment });
    for (const each of ["play", "pause", "seeked", "ended"]) this.audio.addEventListener(each, () => this.follow());
    return this.audio;
  }

  arrived(message, buffers) {
    if (message.done !== "sound" || !buffers?.length) return;
    this.address = URL.createObjectURL(new Blob([buffers[0]], { type: "audio/ogg" }));
    this.audio.src = this.address;
  }

  /** Mark what is heard now, and go on with every picture the browser draws while it is playing. */
  follow() {
    const { audio } = this;
    cancelAnimationFrame(this.next);
    if (!this.follows) return;
    if (audio.ended) this.transcript.mark(-1, false);
    else this.transcript.follow(audio.currentTime, !audio.paused);
    if (!audio.paused) this.next = requestAnimationFrame(() => this.follow());
  }

  reader() {
    const row = make("div.row");
    this.voice = new Reader(this.shown.lang, this.shown.turns, (place) => {
      this.transcript.mark(place, place >= 0);
      this.listen.textContent = place < 0 ? this.words.listen : this.words.hush;
    });
    this.listen = button("plain", this.words.listen, () => (this.voice.reading ? this.voice.stop() : this.readFrom(0)));
    row.append(this.listen, make("span.quiet", this.words.no_sound));
    return row;
  }

  readFrom(place) {
    if (this.voice.reading) this.voice.stop();
    if (this.voice.can) this.voice.read(place);
    else this.status.textContent = this.words.no_voice;
  }

  /** A recording of an older text has no times: it is heard, and the transcript only read. */
  get follows() {
    return !this.shown.sound || this.shown.turns.every((turn) => turn.start != null);
  }

  hear(place) {
    if (!this.shown.sound) {
      this.readFrom(place);
    } else if (this.follows && this.address) {
      this.audio.currentTime = this.shown.turns[place].start;
      this.audio.play().catch(() => this.follow()); // stopped again before it began: what is heard is marked anew
    }
  }

  hush() {
    if (this.shown.sound) this.audio.pause();
    else this.voice.stop();
  }

  talk() {
    const fold = make("details.talk");
    fold.open = true;
    this.transcript = new Transcript(this.words, this.shown.turns, { play: (place) => this.hear(place), stop: () => this.hush() });
    fold.append(make("summary", this.words.transcript), this.transcript.element);
    if (this.follows) fold.append(this.keys());
    else this.transcript.element.classList.add("pz-only-read");
    return fold;
  }

  keys() {
    const keys = make("p.keys");
    keys.append(make("span.sr", `${this.words.keys}: `));
    for (const [key, does] of [["↑ ↓", this.words.key_turn], ["Enter", this.words.key_from_here]]) {
      const one = make("span.key");
      one.append(make("kbd", key), ` ${does}`);
      keys.append(one, " ");
    }
    return keys;
  }

  close() {
    this.model.off("msg:custom", this.answered);
    cancelAnimationFrame(this.next);
    this.audio?.pause();
    if (this.address) URL.revokeObjectURL(this.address);
    if (this.voice?.reading) this.voice.stop();
  }
}
