// Draws a lesson's exercises, says how answers stand, and counts what was right at the first try.
const lesson = JSON.parse(document.getElementById("lesson").textContent);
const words = lesson.words;
const tried = new Map(); // id of an exercise -> whether the first answer was right

function made(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all);
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function choices(exercise, key, kind, legend) {
  const box = made("fieldset", {}, made("legend", {}, legend));
  for (const { value, text } of exercise[key]) {
    const input = made("input", { type: kind, name: `${exercise.id}-${key}`, value });
    box.append(made("label", { class: "choice" }, input, made("span", {}, text)));
  }
  return box;
}

function chosen(form, exercise, key) {
  return [...form.querySelectorAll(`input[name="${exercise.id}-${key}"]:checked`)].map((each) => each.value);
}

const KINDS = {
  label: {
    draw: (exercise) => [choices(exercise, "options", "checkbox", words.which)],
    right: (form, exercise) => same(chosen(form, exercise, "options").sort(), [...exercise.right].sort()),
    given: (form, exercise) => chosen(form, exercise, "options").length > 0,
  },
  choose: {
    draw: (exercise) => [
      choices(exercise, "options", "radio", words.which_line),
      choices(exercise, "reasons", "radio", words.why_this),
    ],
    right: (form, exercise) =>
      exercise.right.includes(Number(chosen(form, exercise, "options")[0])) &&
      exercise.reason === Number(chosen(form, exercise, "reasons")[0]),
    given: (form, exercise) => ["options", "reasons"].every((key) => chosen(form, exercise, key).length),
  },
  find: {
    draw: (exercise) => [choices(exercise, "turns", "radio", words.which_turn)],
    right: (form, exercise) => exercise.right.includes(Number(chosen(form, exercise, "turns")[0])),
    given: (form, exercise) => chosen(form, exercise, "turns").length > 0,
  },
  order: {
    draw: (exercise) => [places(exercise)],
    right: (form, exercise) => exercise.right.some((order) => same(order, inOrder(form))),
    given: (form) => [...form.querySelectorAll("select")].every((each) => each.value),
  },
  own: {
    draw: (exercise) => [
      ...(exercise.given.length ? [made("ul", {}, ...exercise.given.map((each) => made("li", {}, each)))] : []),
      made("label", { class: "own" }, words.answer, made("textarea", { rows: 4, lang: lesson.lang })),
    ],
    given: (form) => form.querySelector("textarea").value.trim() !== "",
  },
};

function places(exercise) {
  const box = made("fieldset", {}, made("legend", {}, words.steps));
  for (const { value, text } of exercise.steps) {
    const numbers = exercise.steps.map((_, place) => made("option", { value: place + 1 }, String(place + 1)));
    const label = filled(words.position, { step: text });
    const select = made("select", { "data-step": value, "aria-label": label }, made("option", { value: "" }), ...numbers);
    box.append(made("div", { class: "choice" }, select, made("span", {}, text)));
  }
  return box;
}

function inOrder(form) {
  const picked = [...form.querySelectorAll("select")].map((each) => [Number(each.value), Number(each.dataset.step)]);
  return picked.sort(([one], [other]) => one - other).map(([, step]) => step);
}

function drawn(exercise, number) {
  const kind = KINDS[exercise.kind];
  const form = made("form", { class: "exercise", "data-exercise": exercise.id, novalidate: "" });
  const title = filled(words.exercise, { number, of: lesson.exercises.length });
  const id = `title-${exercise.id}`;
  form.setAttribute("aria-labelledby", id);
  form.append(made("h3", { id }, title), made("p", {}, exercise.task));
  if (exercise.customer) form.append(made("p", { class: "customer" }, `${words.customer}: ${exercise.customer}`));
  if (exercise.line) form.append(made("p", { class: "agent" }, `${words.line}: ${exercise.line}`));
  form.append(...kind.draw(exercise));
  const told = made("div", { class: "told", role: "status" });
  const hint = made("button", { type: "button" }, words.hint);
  let read = 0;
  hint.addEventListener("click", () => {
    told.replaceChildren(made("p", {}, exercise.hints[Math.min(read, exercise.hints.length - 1)]));
    read += 1;
  });
  form.append(made("p", {}, made("button", { type: "submit", class: "first" }, words.check), " ", hint), told);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    told.replaceChildren(...answered(form, exercise, kind, read));
  });
  return form;
}

function answered(form, exercise, kind, hints) {
  if (!kind.given(form, exercise)) return [made("p", {}, exercise.nothing)];
  if (!kind.right) {
    tried.set(exercise.id, null);
    return [made("p", {}, words.compare), ...solution(exercise)];
  }
  const right = kind.right(form, exercise);
  if (!tried.has(exercise.id)) tried.set(exercise.id, right && !hints);
  return right ? [made("p", {}, words.right), ...solution(exercise)] : [made("p", {}, words.wrong)];
}

function solution(exercise) {
  const lines = exercise.solution.lines.map((line) => made("li", {}, line));
  return [made("p", {}, exercise.solution.title), made("ul", {}, ...lines), made("p", {}, exercise.solution.why)];
}

function counted() {
  const judged = lesson.exercises.filter((each) => each.kind !== "own");
  return { have: judged.filter((each) => tried.get(each.id)).length, of: judged.length };
}

function finishing(session) {
  const told = document.getElementById("told");
  const button = document.getElementById("finish");
  button.addEventListener("click", async () => {
    const { have, of } = counted();
    const open = lesson.exercises.filter((each) => !tried.has(each.id)).length;
    const lines = [filled(words.result, { have, of })];
    if (open && !button.dataset.asked) {
      button.dataset.asked = "yes";
      told.replaceChildren(made("p", {}, filled(words.unfinished, { have: open })));
      return;
    }
    button.disabled = true;
    try {
      if (session) await session.finish(have, of);
      lines.push(session ? words.sent : words.alone);
    } catch {
      button.disabled = false;
      lines.push(words.not_sent);
    }
    told.replaceChildren(...lines.map((line) => made("p", {}, line)));
  });
}

async function main() {
  let number = 0;
  for (const place of document.querySelectorAll("[data-exercises]")) {
    const [first, last] = place.dataset.exercises.split("-").map(Number);
    for (const exercise of lesson.exercises.slice(first - 1, last)) place.append(drawn(exercise, (number += 1)));
  }
  const told = document.getElementById("told");
  let session = null;
  try {
    session = await launched();
    if (!session) told.replaceChildren(made("p", {}, words.alone));
  } catch {
    told.replaceChildren(made("p", {}, words.not_sent));
  }
  finishing(session);
  document.getElementById("finish").hidden = false;
  // A page that is closed halfway ends its session too; nothing else may be awaited then.
  window.addEventListener("pagehide", () => session?.end({ keepalive: true })?.catch(() => {}));
}

main();
