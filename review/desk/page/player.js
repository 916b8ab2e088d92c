// The player: the recording by its address, the lanes on one time axis, speed, and seconds that go round.

const SPEEDS = [0.75, 1, 1.25, 1.5, 1.75, 2];
const STEP_S = 5;

class Player {
  constructor(words, families, onTime) {
    [this.words, this.families, this.onTime] = [words, families, onTime];
    this.root = make("section.sound", null, { "aria-label": words.player });
    this.audio = make("audio", null, { preload: "metadata" });
    this.span = null; // what is played: {start, end}; null plays on
    this.looping = false;
    this.length = 0;
    this.build();
    this.audio.addEventListener("timeupdate", () => this.moved());
    this.audio.addEventListener("seeked", () => this.moved());
    for (const change of ["play", "pause"]) this.audio.addEventListener(change, () => this.drawState());
    this.audio.addEventListener("ended", () => this.drawState());
    this.audio.addEventListener("error", () => this.audio.src && this.tell(words.sound_broken));
    this.audio.addEventListener("durationchange", () => {
      if (Number.isFinite(this.audio.duration)) this.measure(this.audio.duration);
    });
  }

  build() {
    const { words } = this;
    this.row = make("div.row.controls");
    this.go = keyed("plain.go", words.play, "P", () => this.toggle(), { "data-key": "play" });
    this.time = make("output.time", "00:00", { "aria-label": words.time });
    this.speed = make("select", null, { "aria-label": words.speed });
    for (const speed of SPEEDS) this.speed.append(make("option", `${speed} ×`, { value: speed, selected: speed === 1 }));
    this.speed.addEventListener("change", () => (this.audio.playbackRate = Number(this.speed.value)));
    this.loop = keyed("plain", words.loop, "L", () => this.switchLoop(), { "aria-pressed": "false" });
    this.row.append(this.go, this.time, this.speed, this.loop);
    this.trouble = make("p.note", null, { hidden: true });
    this.axis = make("div.axis", null, { role: "slider", tabindex: "0", "aria-label": words.moment_of_call, "aria-valuemin": 0 });
    this.now = make("div.now", null, { "aria-hidden": "true" });
    this.axis.addEventListener("click", (event) => this.clicked(event));
    this.axis.addEventListener("keydown", (event) => this.walked(event));
    this.legend = make("ul.legend.quiet");
    for (const [family, name] of Object.entries(this.families)) {
      const item = make("li");
      item.append(shape(family), name);
      this.legend.append(item);
    }
    this.root.append(this.row, this.trouble, this.axis, this.legend, this.audio);
  }

  load(sound) {
    if (this.url === sound.url) return;
    this.url = sound.url;
    this.audio.pause();
    [this.span, this.wave] = [null, null];
    this.tell(sound.why);
    if (sound.url) this.audio.src = sound.url;
    else this.audio.removeAttribute("src");
    this.go.disabled = !sound.url;
    this.drawState();
  }

  tell(text) {
    this.trouble.textContent = text ?? "";
    this.trouble.hidden = !text;
  }

  measure(length) {
    this.length = length;
    this.axis.setAttribute("aria-valuemax", Math.floor(length));
    this.moved();
  }

  /** Draw the lanes; the shapes of the moves stand on them where they may be seen. */
  lanes(timeline, blind) {
    this.timeline = timeline;
    this.legend.hidden = blind || !timeline;
    this.measure(timeline?.duration ?? this.length);
    this.redraw();
  }

  waves(wave) {
    this.wave = wave;
    if (!this.timeline) this.measure(wave.duration);
    this.redraw();
  }

  redraw() {
    const strips = (this.wave?.channels ?? []).map((peaks) => {
      const tops = peaks.map((peak, at) => `L${at} ${-peak}`).join("");
      const floors = peaks.map((peak, at) => `L${at} ${peak}`).reverse().join("");
      const path = draw("path", { class: "wave", d: `M0 0${tops}${floors}z` });
      const box = { class: "strip", viewBox: `0 -100 ${peaks.length} 200`, preserveAspectRatio: "none", "aria-hidden": "true" };
      return draw("svg", box, [path]);
    });
    this.axis.replaceChildren(...strips, ...(this.timeline ? [this.drawn(this.timeline)] : []), this.now);
    this.axis.hidden = !this.length;
  }

  drawn(timeline) {
    const made = draw("svg", { width: "100%", height: timeline.height, "aria-hidden": "true" });
    for (const [place, tick] of timeline.ticks.entries()) {
      const line = draw("line", { class: "tick", x1: `${tick.x}%`, x2: `${tick.x}%`, y1: timeline.top, y2: timeline.axis_y });
      const anchor = place === 0 ? "start" : tick.last ? "end" : "middle";
      const text = draw("text", { x: `${tick.x}%`, y: timeline.axis_y + 18, "text-anchor": anchor }, [tick.label]);
      made.append(draw("g", { class: tick.minor ? "minor" : null }, [line, text]));
    }
    for (const lane of timeline.lanes) {
      const box = { y: lane.y, width: "100%", height: 24, viewBox: "0 0 1000 1", preserveAspectRatio: "none" };
      made.append(
        draw("text", { class: `${lane.role}-name`, x: 0, y: lane.label_y }, [lane.name]),
        draw("rect", { class: "bed", y: lane.y, width: "100%", height: 24, rx: 2 }),
        draw("svg", box, [draw("path", { class: lane.role, d: lane.path })]),
      );
    }
    for (const kind of ["silences", "overlaps"]) {
      const name = kind === "silences" ? "silence" : "overlap";
      for (const { x, width } of timeline[kind]) {
        made.append(draw("rect", { class: name, x: `${x}%`, y: timeline.top, width: `${width}%`, height: timeline.bed }));
      }
    }
    for (const lane of timeline.lanes) {
      for (const { x, y, chip } of lane.shapes) {
        const title = draw("title", {}, [`${chip.clock} ${chip.name}: ${chip.text}`]);
        const small = lane.crowded ? " small" : "";
        const group = draw("g", { class: `mark-shape f-${chip.family}${small}` }, [title, draw("use", { href: `#s-${chip.family}` })]);
        made.append(draw("svg", { x: `${x}%`, y, overflow: "visible" }, [group]));
      }
    }
    return made;
  }

  get playing() {
    return !this.audio.paused;
  }

  toggle() {
    if (!this.url) return;
    if (this.playing) {
      this.audio.pause();
      return;
    }
    if (this.span && this.audio.currentTime >= this.span.end) this.span = null;
    this.start();
  }

  start() {
    this.audio.play().catch((error) => error.name !== "AbortError" && this.tell(this.words.sound_broken));
  }

  /** Play some seconds and stop after them; pressed again they stop. */
  play({ start, end }) {
    if (start == null || !this.url) return;
    if (this.playing && this.span?.start === start && this.span.end === end) {
      this.audio.pause();
      return;
    }
    this.span = { start, end };
    this.audio.currentTime = start;
    this.start();
    this.drawState();
  }

  seek(seconds) {
    if (!this.url) return;
    this.span = null;
    this.audio.currentTime = Math.min(Math.max(0, seconds), this.length || 0);
    this.moved();
  }

  faster(by) {
    const place = SPEEDS.indexOf(Number(this.speed.value)) + by;
    this.speed.value = SPEEDS[Math.min(Math.max(place, 0), SPEEDS.length - 1)];
    this.audio.playbackRate = Number(this.speed.value);
  }

  switchLoop() {
    this.looping = !this.looping;
    this.loop.setAttribute("aria-pressed", String(this.looping));
  }

  moved() {
    const at = this.audio.currentTime || 0;
    if (this.span && at >= this.span.end && this.playing) {
      if (this.looping) this.audio.currentTime = this.span.start;
      else this.audio.pause();
    }
    this.time.textContent = this.length ? `${clock(at)} / ${clock(this.length)}` : clock(at);
    this.now.style.insetInlineStart = `${this.length ? (at / this.length) * 100 : 0}%`;
    set(this.axis, { "aria-valuenow": String(Math.floor(at)), "aria-valuetext": clock(at) });
    this.onTime(at);
  }

  drawState() {
    this.go.firstChild.textContent = this.playing ? this.words.pause : this.words.play;
    const desk = this.root.closest(".pz-desk");
    for (const chip of desk?.querySelectorAll("button.chip") ?? []) {
      const own = this.playing && this.span && Number(chip.dataset.start) === this.span.start && Number(chip.dataset.end) === this.span.end;
      chip.setAttribute("aria-pressed", String(Boolean(own)));
    }
  }

  clicked(event) {
    const box = this.axis.getBoundingClientRect();
    this.seek(((event.clientX - box.left) / box.width) * this.length);
    if (this.url && !this.playing) this.start();
  }

  walked(event) {
    const at = this.audio.currentTime;
    const to = {
      ArrowRight: at + STEP_S, ArrowUp: at + STEP_S, ArrowLeft: at - STEP_S, ArrowDown: at - STEP_S,
      PageUp: at + 6 * STEP_S, PageDown: at - 6 * STEP_S, Home: 0, End: this.length,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.seek(to);
  }

  close() {
    this.audio.pause();
    this.audio.removeAttribute("src");
  }
}
