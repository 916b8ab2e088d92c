// How each kind of exercise is answered. A control draws itself into a box and tells what was answered; `null` is nothing yet.
// Whatever people wrote is set as text, never as markup.

/** A group of radio buttons or ticks with its question. */
function choices(type, question, options, chosen, changed) {
  const group = make("fieldset.choices");
  group.append(make("legend", question));
  const name = `pz-${Math.random().toString(36).slice(2)}`;
  for (const { value, text } of options) {
    const label = make("label.choice");
    const input = make("input", null, { type, name, value: String(value) });
    input.checked = chosen.includes(value);
    input.addEventListener("change", () => changed(value, input.checked));
    label.append(input, make("span", text));
    group.append(label);
  }
  return group;
}

class LabelControl {
  constructor(exercise, words, draft) {
    this.chosen = draft ?? [];
    this.element = choices("checkbox", words.which, exercise.options, this.chosen, (value, on) => {
      this.chosen = on ? [...this.chosen, value] : this.chosen.filter((each) => each !== value);
    });
  }

  get answer() {
    return this.chosen;
  }
}

/** The line first; the reasons come when a line is chosen. */
class ChooseControl {
  constructor(exercise, words, draft) {
    [this.line, this.reason] = draft ?? [0, 0];
    this.words = words;
    this.element = make("div.stack");
    const reasons = choices("radio", words.why_this, exercise.reasons, [this.reason], (value) => (this.reason = value));
    reasons.hidden = !this.line;
    const lines = choices("radio", words.which_line, exercise.options, [this.line], (value) => {
      this.line = value;
      reasons.hidden = false;
    });
    this.element.append(lines, reasons);
  }

  get answer() {
    return [this.line, this.reason];
  }

  /** What is still to be asked before this can be checked. */
  get lacks() {
    return this.line && !this.reason ? this.words.why_this : "";
  }
}

/** Steps moved up and down, by buttons or by Alt with an arrow; what moved is told. */
class OrderControl {
  constructor(exercise, words, draft, tell) {
    [this.words, this.tell] = [words, tell];
    const order = draft ?? exercise.steps.map(({ value }) => value);
    this.steps = order.map((value) => exercise.steps.find((step) => step.value === value));
    this.element = make("div.stack");
    this.list = make("ol.steps", null, { "aria-label": words.steps });
    this.element.append(make("p.label", words.steps), this.list);
    this.list.addEventListener("keydown", (event) => this.pressed(event));
    this.draw();
  }

  get answer() {
    return this.steps.map(({ value }) => value);
  }

  draw() {
    const last = this.steps.length - 1;
    this.list.replaceChildren(
      ...this.steps.map((step, place) => {
        const item = make("li.step");
        const moves = make("span.moves");
        for (const [sign, by, word] of [["↑", -1, "up"], ["↓", 1, "down"]]) {
          const label = `${this.words[word]}: ${step.text}`;
          const move = button("plain", sign, () => this.move(place, by), { "aria-label": label, title: this.words[word] });
          move.classList.add(`pz-${word}`);
          move.disabled = place + by < 0 || place + by > last;
          moves.append(move);
        }
        item.append(make("span.step-text", step.text), moves);
        return item;
      }),
    );
  }

  pressed(event) {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const item = event.target.closest("li");
    if (!event.altKey || !by || !item) return;
    event.preventDefault();
    this.move([...this.list.children].indexOf(item), by);
  }

  move(place, by) {
    const to = place + by;
    if (to < 0 || to >= this.steps.length) return;
    const [step] = this.steps.splice(place, 1);
    this.steps.splice(to, 0, step);
    this.draw();
    const [up, down] = this.list.children[to].querySelectorAll("button");
    const same = by < 0 ? up : down;
    (same.disabled ? (by < 0 ? down : up) : same).focus();
    this.tell(filled(this.words.moved, { step: step.text, number: to + 1 }));
  }
}

class FindControl {
  constructor(exercise, words, draft) {
    this.turn = draft?.[0] ?? 0;
    const options = exercise.talk.map(({ value, who, text }) => ({ value, text: `${value}. ${words[who]}: ${text}` }));
    this.element = choices("radio", words.which_turn, options, [this.turn], (value) => (this.turn = value));
  }

  get answer() {
    return this.turn ? [this.turn] : [];
  }
}

class TextControl {
  constructor(exercise, words, draft) {
    this.element = make("label.stack");
    this.input = make("textarea.input", null, { rows: "3", placeholder: words.placeholder, maxlength: "20000" });
    this.input.value = draft ?? "";
    const title = exercise.limit ? `${words.answer} (${filled(words.limit, { want: exercise.limit })})` : words.answer;
    this.element.append(make("span.label", title), this.input);
  }

  get answer() {
    return this.input.value;
  }
}

const CONTROLS = { label: LabelControl, choose: ChooseControl, order: OrderControl, find: FindControl };

const controlOf = (exercise) => CONTROLS[exercise.kind] ?? TextControl;
