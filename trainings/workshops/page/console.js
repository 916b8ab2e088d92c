// The trainer's console. It is read after draw.js, as one module with it.

const KEYS = { n: "next", b: "back", p: "pause", a: "act" };

class ConsoleView {
  constructor(model, root) {
    [this.model, this.root, this.words, this.lang] = [model, root, model.get("words"), model.get("language")];
    const { words } = this;
    this.title = make("h2.title", "", { tabindex: "-1" });
    this.timer = make("p.timer", "", { role: "timer", "aria-label": words.timer });
    this.ticker = new Ticker(this.timer, words);
    this.places = Object.fromEntries(["join", "about", "notes", "body", "agenda"].map((name) => [name, make(`div.${name}`)]));
    this.status = make("p.status", "", { role: "status" });
    this.ways = this.tools();
    const bar = make("div.bar-top");
    bar.append(this.title, this.timer);
    const { join, about, notes, body, agenda } = this.places;
    this.last = this.ending();
    this.running = [this.timer, about, this.ways, notes, body, join, agenda, ...[...this.last.children].slice(1)];
    root.append(bar, about, this.ways, this.status, notes, body, join, agenda, this.last);
    root.addEventListener("keydown", (event) => this.pressed(event));
    this.hear = (message) => this.heard(message);
    model.on("msg:custom", this.hear);
    this.send("look");
  }

  send(what, more = {}) {
    this.model.send({ do: what, ...more });
  }

  tools() {
    const { words } = this;
    const row = make("div.row");
    const key = (made, sign) => made.append(make("kbd", sign)) ?? made;
    this.actButton = key(button("plain", " ", () => this.send("act")), "A"); // a text to begin with, which the step's word replaces
    this.pauseButton = key(button("plain", words.pause, () => this.send("pause")), "P");
    row.append(
      key(button("plain", words.back, () => this.send("back")), "B"),
      key(button("main", words.next, () => this.send("next")), "N"),
      this.actButton,
      this.pauseButton,
      button("plain", words.more, () => this.send("more")),
    );
    return row;
  }

  ending() {
    const { words } = this;
    const row = make("div.row");
    this.keep = make("input", null, { type: "checkbox" });
    this.keep.addEventListener("change", () => this.send("keep", { keep: this.keep.checked }));
    const label = make("label.keep");
    label.append(this.keep, make("span", words.keep));
    row.append(button("plain", words.handout, () => this.send("handout")), button("plain", words.end, () => this.send("end")), label);
    return row;
  }

  pressed(event) {
    const what = KEYS[event.key.toLowerCase()];
    if (!what || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.send(what);
  }

  heard(message) {
    if (message.told) this.status.textContent = message.told;
    if (message.face) this.draw(message.face);
  }

  draw(face) {
    const { words, places } = this;
    const step = `${this.face?.id}${this.face?.phase}${this.face?.round}`;
    if (this.face && step !== `${face.id}${face.phase}${face.round}`) this.status.textContent = "";
    if (!this.face && face.resumed) this.status.textContent = words.resumed;
    if (face.trouble) this.status.textContent = face.trouble;
    this.face = face;
    this.title.textContent = face.ended ? words.ended : face.title;
    this.ticker.tell(face);
    for (const each of this.running) each.hidden = face.ended; // the handout can still be saved
    this.keep.checked = face.keep;
    this.actButton.hidden = !face.action;
    this.actButton.firstChild.textContent = words[face.action] ?? "";
    this.pauseButton.firstChild.textContent = face.running ? words.pause : words.go_on;
    const told = [
      filled(words.step_of, { number: face.number, of: face.of }),
      filled(words.people, { count: face.people }),
      filled(words.answered, { count: face.answered, of: face.people }),
      face.next ? filled(words.coming, { title: face.next }) : words.last_step,
    ];
    places.about.replaceChildren(make("p.quiet", told.join(" · ")));
    places.notes.replaceChildren(make("h3", words.notes), ...face.notes.map((text) => make("p", text)));
    const focused = document.activeElement?.dataset?.key;
    places.body.replaceChildren(...matter(face, words), ...results(face, words, this.lang, (each) => this.lineTools(each)));
    if (focused) places.body.querySelector(`[data-key="${focused}"]`)?.focus();
    this.drawJoin(face);
    this.drawAgenda(face);
  }

  lineTools(each) {
    const { words } = this;
    return [
      button("plain", each.star ? words.unstar : words.star, () => this.send("star", { key: each.key }), { "data-key": each.key }),
      button("plain", words.hide, () => this.send("hide", { key: each.key })),
    ];
  }

  drawJoin(face) {
    if (this.drawnFor === face.code + face.link) return;
    this.drawnFor = face.code + face.link;
    const picture = make("img", null, { src: face.qr, alt: filled(this.words.qr_alt, { address: face.address }), width: "140", height: "140" });
    const text = make("div");
    const link = make("a", this.words.open_wall, { href: face.wall, target: "_blank", rel: "noopener" });
    text.append(make("p", this.words.join_at), make("p.address", face.address), make("p.code", face.code), link);
    this.places.join.replaceChildren(picture, text);
  }

  drawAgenda(face) {
    const list = make("ol.agenda-list");
    face.agenda.forEach((step, place) => {
      const item = make("li");
      const here = place === face.number - 1;
      const go = button("go", `${step.title}, ${filled(this.words.minutes, { count: step.minutes })}`, () => this.send("go", { place }));
      if (here) go.setAttribute("aria-current", "step");
      item.append(go);
      list.append(item);
    });
    const old = this.places.agenda.querySelector("details");
    const box = make("details");
    box.open = old?.open ?? false;
    box.append(make("summary", this.words.agenda), list);
    this.places.agenda.replaceChildren(box);
  }

  close() {
    clearInterval(this.ticker.beat);
    this.model.off("msg:custom", this.hear);
  }
}

export default {
  render({ model, el }) {
    el.classList.add("pz-console");
    el.lang = model.get("language");
    const view = new ConsoleView(model, el);
    return () => view.close();
  },
};
