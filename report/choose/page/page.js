"use strict";
// The same weighing as report/choose/weighing.py: each question has one part of the say, shared by the rows of its answer.
const data = JSON.parse(document.getElementById("data").textContent);
const names = { flask: "Flask", django: "Django", either: "Either" };
const answers = {};
const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};
const figure = (number) => number.toLocaleString("en", Math.abs(number) < 1000 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 });

function weighed() {
  const shares = {};
  for (const question of data.questions) {
    const answer = question.answers[answers[question.name]];
    if (!answer) continue;
    const total = Object.values(answer.rows).reduce((sum, weight) => sum + weight, 0);
    for (const [name, weight] of Object.entries(answer.rows)) {
      if (total) shares[name] = (shares[name] || 0) + weight / total / data.questions.length * data.rows[name].advantage;
    }
  }
  const score = Object.values(shares).reduce((sum, share) => sum + share, 0);
  return { score, shares };
}

function ordered(shares, sign) {
  return Object.keys(shares).filter((name) => sign * shares[name] > 0).sort((a, b) => Math.abs(shares[b]) - Math.abs(shares[a]));
}

function line(name) {
  const row = data.rows[name];
  return element("li", {}, `${name}: Flask ${figure(row.flask)}, Django ${figure(row.django)} ${row.unit} `, element("code", {}, row.command));
}

function show() {
  const { score, shares } = weighed();
  const side = Math.abs(score) < data.close ? "either" : score > 0 ? "django" : "flask";
  const ahead = score > 0 ? "Django" : "Flask", said = Object.keys(answers).length;
  document.getElementById("recommended").textContent = said ? names[side] : "Answer what you can";
  document.getElementById("close").textContent = !said ? "What you leave open counts for neither."
    : side === "either" ? `It is close: ${ahead} is ahead by ${Math.abs(score).toFixed(2)}, and less than ${data.close} is not enough to choose by. Take what you know.`
    : `${ahead} is ahead by ${Math.abs(score).toFixed(2)}; 1 would be all rows as clear as can be, and less than ${data.close} would be too close to call.`;
  document.getElementById("bar").textContent = said ? `${names[side]} (${said} of ${data.questions.length} answered)` : "Nothing answered yet";
  const scale = document.getElementById("scale");
  scale.setAttribute("aria-label", `${score.toFixed(2)} between -1, all for Flask, and 1, all for Django`);
  document.getElementById("mark").style.left = `${50 + 50 * score}%`;
  const sign = score > 0 ? 1 : -1, none = () => [element("li", {}, "Nothing that was measured.")];
  const list = (id, found) => document.getElementById(id).replaceChildren(...(found.length ? found.map(line) : none()));
  list("deciding", ordered(shares, sign).slice(0, data.shown));
  list("against", ordered(shares, -sign));
  document.getElementById("answers").replaceChildren(...data.questions.map((one) => {
    const answer = one.answers[answers[one.name]];
    return element("li", {}, `${one.asks} ${answer ? answer.says : "(left open)"}`);
  }));
  history.replaceState(null, "", said ? `#${new URLSearchParams(answers)}` : location.pathname + location.search);
}

function weights(answer) {
  const rows = Object.keys(answer.rows).map((row) => {
    const input = element("input", { type: "number", min: 0, max: 9, step: 1, value: answer.rows[row] });
    input.setAttribute("aria-label", `weight of ${row} for “${answer.says}”`);
    input.addEventListener("input", () => { answer.rows[row] = Math.max(0, Number(input.value) || 0); show(); });
    const measured = data.rows[row];
    return element("tr", {}, element("td", {}, input), element("td", {}, row),
      element("td", { className: "figure" }, `${figure(measured.flask)} : ${figure(measured.django)}`));
  });
  return element("table", {}, element("caption", {}, answer.says), element("tbody", {}, ...rows));
}

function choice(question, name, says) {
  const input = element("input", { type: "radio", name: question.name, value: name, checked: (answers[question.name] || "") === name });
  input.addEventListener("change", () => {
    if (name) answers[question.name] = name; else delete answers[question.name];
    show();
  });
  return element("label", { className: "answer" }, input, element("span", {}, says));
}

function draw() {
  document.getElementById("questions").replaceChildren(...data.questions.map((one, number) => element("fieldset", {},
    element("legend", {}, `${number + 1}. ${one.asks}`),
    ...Object.entries(one.answers).map(([name, answer]) => choice(one, name, answer.says)),
    choice(one, "", "We do not know, or it does not matter"),
    element("details", {}, element("summary", {}, "Its rows (Flask : Django) and weights"), ...Object.values(one.answers).map(weights)))));
}

for (const [name, answer] of new URLSearchParams(location.hash.slice(1))) {
  const question = data.questions.find((one) => one.name === name);
  if (question && Object.hasOwn(question.answers, answer)) answers[name] = answer;
}
document.getElementById("from").textContent = data.from;
document.getElementById("bar").addEventListener("click", () => document.getElementById("recommended").focus());
document.getElementById("print").addEventListener("click", () => print());
document.getElementById("reset").addEventListener("click", () => { location.hash = ""; location.reload(); });
draw();
show();
