// The moment of a lesson: its recording where there is one, else the browser's own voice; its transcript always.

/** A talk read out by the browser, turn after turn; the two sides differ by pitch. */
class Reader {
  constructor(lang, turns, ended) {
    [this.voice, this.turns, this.ended] = [new Voice(lang), turns, ended];
    this.reading = false;
  }

  get can() {
    return Boolean(this.voice.found);
  }

  read(number = 0) {
    this.reading = number < this.turns.length;
    if (!this.reading) {
      this.ended();
      return;
    }
    const { who, text } = this.turns[number];
    const utterance = new SpeechSynthesisUtterance(text);
    [utterance.voice, utterance.lang] = [this.voice.found, this.voice.found.lang];
    utterance.pitch = who === "agent" ? 0.9 : 1.2;
    utterance.addEventListener("end", () => this.reading && this.read(number + 1));
    speechSynthesis.speak(utterance);
  }

  stop() {
    this.reading = false;
    this.voice.hush();
    this.ended();
  }
}

class MomentPart {
  constructor(model, root) {
    [this.model, this.words, this.shown] = [model, model.get("words"), model.get("shown")];
    this.status = make("p.status", null, { role: "status" });
    root.append(make("p.introduced", this.shown.about), this.shown.sound ? this.player() : this.reader(), this.status, this.talk());
    this.answered = (message, buffers) => this.play(message, buffers);
    model.on("msg:custom", this.answered);
    if (this.shown.sound) model.send({ do: "sound", number: 1 });
  }

  player() {
    this.audio = make("audio.audio", null, { controls: "", "aria-label": this.words.moment });
    return this.audio;
  }

  play(message, buffers) {
    if (message.done !== "sound" || !buffers?.length) return;
    this.address = URL.createObjectURL(new Blob([buffers[0]], { type: "audio/ogg" }));
    this.audio.src = this.address;
  }

  reader() {
    const row = make("div.row");
    this.voice = new Reader(this.shown.lang, this.shown.turns, () => (listen.textContent = this.words.listen));
    const listen = button("plain", this.words.listen, () => {
      if (this.voice.reading) {
        this.voice.stop();
      } else if (this.voice.can) {
        listen.textContent = this.words.hush;
        this.voice.read();
      } else {
        this.status.textContent = this.words.no_voice;
      }
    });
    row.append(listen, make("span.quiet", this.words.no_sound));
    return row;
  }

  talk() {
    const fold = make("details.talk");
    fold.open = !this.shown.sound; // listening comes first where there is something to listen to
    const turns = make("ol.turns");
    for (const { who, text } of this.shown.turns) {
      const turn = make(`li.turn.${who}`);
      turn.append(make("span.who", this.words[who]), make("p.said", text));
      turns.append(turn);
    }
    fold.append(make("summary", this.words.transcript), turns);
    return fold;
  }

  close() {
    this.model.off("msg:custom", this.answered);
    if (this.address) URL.revokeObjectURL(this.address);
    if (this.voice?.reading) this.voice.stop();
  }
}
