"use strict";
// The same weighing as report/choose/weighing.py and turning.py.
const data = JSON.parse(document.getElementById("data").textContent);
const { rules, needs, texts } = data;
const answers = { [needs]: [] };

const byId = (id) => document.getElementById(id);
const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};
const fill = (text, filled) => text.replace(/{(\w+)}/g, (_, name) => filled[name]);
const phrase = (name, filled = {}) => fill(texts.phrases[name], filled);
const asks = (question) => texts.questions[question].asks;
const says = (question, answer) => texts.questions[question].answers[answer];
const points = (number) => Math.abs(number).toFixed(2);
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const figure = (number) => number.toLocaleString("en", Math.abs(number) < 100 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 });

// Between -1 and 1: 1 where Flask needs `factor` times as much or more.
function advantage(flask, django) {
  if (flask === django) return 0;
  if (!django) return 1;
  if (!flask) return -1;
  return Math.max(-1, Math.min(1, Math.log(flask / django) / Math.log(rules.factor)));
}

// What was measured in turn has the ratio of its rounds.
const ahead = (row) => row.ratio ? advantage(1, row.ratio) : advantage(row.flask, row.django);

// What each row adds to the total of a side. In a union each name counts once: it is divided among the rows that have it.
function counts(criterion, rows, side) {
  if (criterion.by !== "union") return rows.map((row) => row[side]);
  const times = {};
  const named = rows.map((row) => row.names[side].map((one) => Array.isArray(one) ? one : [one, 1]));
  named.forEach((names) => names.forEach(([name]) => { times[name] = (times[name] || 0) + 1; }));
  return named.map((names) => sum(names.map(([name, amount]) => amount / times[name])));
}

// How far each row brings Django ahead in a criterion. What is not clear counts nothing.
function parts(criterion, rows) {
  const clear = rows.filter((row) => row.clear);
  const sign = (row) => row.less ? 1 : -1;
  if (criterion.by === "mean") return clear.map((row) => [row.name, sign(row) * ahead(row) / clear.length]);
  const [ofFlask, ofDjango] = ["flask", "django"].map((side) => counts(criterion, clear, side));
  const [flask, django] = [ofFlask, ofDjango].map((counted) => Math.round(1e6 * sum(counted)) / 1e6);
  const slope = !(flask + django) ? 0 : flask === django ? 1 / (flask * Math.log(rules.factor)) : advantage(flask, django) / (flask - django);
  return clear.map((row, at) => [row.name, slope * sign(row) * (ofFlask[at] - ofDjango[at])]);
}

function weighed(given) {
  const shares = {}, spared = {};
  const said = Object.keys(data.questions).flatMap((name) => given[name] ? [data.questions[name][given[name]]] : []);
  const known = said.flatMap((answer) => answer.knows);
  for (const criterion of data.criteria) {
    const weight = criterion.weight + sum(said.map((answer) => answer.weights[criterion.name] || 0));
    if (!weight) continue;
    const names = [...criterion.rows, ...given[needs].flatMap((name) => data.features[name][criterion.name] || [])];
    const rows = names.map((name) => {
      const row = { name, ...data.rows[name] };
      if (criterion.learned) known.forEach((side) => { row[side] = 0; row.names = { ...row.names, [side]: [] }; });
      return row;
    });
    for (const [name, part] of parts(criterion, rows)) {
      shares[name] = weight * part;
      if (criterion.learned && known.length) spared[name] = [...known].sort();
    }
  }
  const score = sum(Object.values(shares)), enough = answered(given) >= rules.enough;
  const side = !enough || Math.abs(score) < rules.close ? "either" : score > 0 ? "django" : "flask";
  return { score, shares, spared, enough, side };
}

const answered = (given) => Object.values(given).filter((answer) => answer.length).length;

function whole() {
  const most = Object.values(data.questions).map((options) => Math.max(...Object.values(options).map((answer) => sum(Object.values(answer.weights)))));
  return sum(most) + sum(data.criteria.map((one) => one.weight));
}

// Every single answer that would lead to another recommendation.
function turns(before) {
  const ticked = answers[needs], found = [];
  for (const name of Object.keys(data.features)) {
    const had = ticked.includes(name);
    const now = weighed({ ...answers, [needs]: had ? ticked.filter((one) => one !== name) : [...ticked, name] });
    found.push({ kind: had ? "untick" : "tick", question: needs, name, now });
  }
  for (const [question, options] of Object.entries(data.questions)) {
    for (const name of Object.keys(options)) {
      if (name !== answers[question]) found.push({ kind: "turn", question, name, now: weighed({ ...answers, [question]: name }) });
    }
  }
  return found.filter((one) => one.now.side !== before.side).sort((a, b) => size(b.now.score) - size(a.now.score));
}

function size(points) {  // what differs by rounding alone is equal
  return Math.round(Math.abs(points) * 1e6);
}

function ordered(shares, sign) {
  return Object.keys(shares).filter((name) => sign * shares[name] > 0).sort((a, b) => size(shares[b]) - size(shares[a]));
}

function lines(found, sign) {
  const names = ordered(found.shares, sign), rest = names.slice(rules.shown);
  const items = names.slice(0, rules.shown).map((name) => {
    const row = data.rows[name];
    const known = (found.spared[name] || []).map((side) => phrase("known", { side: texts.sides[side] })).join("");
    const text = phrase("row", { label: row.label, flask: figure(row.flask), django: figure(row.django), unit: row.unit });
    const detail = row.detail ? `; ${row.detail}` : "";
    return element("li", {}, `${text}${detail}${known} (`, element("code", {}, row.command), "): ", element("strong", {}, phrase("points", { points: points(found.shares[name]) })));
  });
  if (rest.length) items.push(element("li", {}, phrase("rest", { count: rest.length, points: points(sum(rest.map((name) => found.shares[name]))) })));
  return items.length ? items : [element("li", {}, phrase("nothing"))];
}

function turning(found) {
  const items = found.slice(0, rules.turns).map((one) => element("li", {}, phrase(one.kind, {
    asks: asks(one.question), says: says(one.question, one.name), side: texts.sides[one.now.side], score: points(one.now.score),
  })));
  if (found.length > rules.turns) items.push(element("li", {}, phrase("turns_more", { count: found.length - rules.turns })));
  return items.length ? items : [element("li", {}, phrase("no_turn"))];
}

function howClose(found) {
  if (!answered(answers)) return texts.page.waiting_close;
  if (!found.enough) return phrase("few", { enough: rules.enough });
  const side = texts.sides[found.score > 0 ? "django" : "flask"];
  return phrase(found.side === "either" ? "close" : "ahead", { side, score: points(found.score), whole: whole(), close: rules.close });
}

function saidLines() {
  const ticked = Object.keys(data.features).filter((name) => answers[needs].includes(name)).map((name) => says(needs, name));
  const rest = Object.keys(data.questions).map((name) => `${asks(name)} ${answers[name] ? says(name, answers[name]) : phrase("open")}`);
  return [`${asks(needs)} ${ticked.join("; ") || phrase("open")}`, ...rest].map((line) => element("li", {}, line));
}

function show() {
  const found = weighed(answers), count = answered(answers), all = 1 + Object.keys(data.questions).length;
  byId("recommended").textContent = count ? texts.sides[found.side] : texts.page.waiting;
  byId("close").textContent = howClose(found);
  byId("bar").textContent = count ? fill(texts.page.bar, { side: texts.sides[found.side], count, all }) : texts.page.bar_waiting;
  byId("scale").setAttribute("aria-label", fill(texts.page.scale, { score: found.score.toFixed(2), whole: whole() }));
  byId("mark").style.left = `${50 + 50 * found.score / whole()}%`;
  byId("middle").style.left = `${50 - 50 * rules.close / whole()}%`;
  byId("middle").style.width = `${100 * rules.close / whole()}%`;
  const sign = found.score > 0 ? 1 : -1;
  byId("turning").replaceChildren(...turning(turns(found)));
  byId("deciding").replaceChildren(...lines(found, sign));
  byId("against").replaceChildren(...lines(found, -sign));
  byId("answers").replaceChildren(...saidLines());
  remember(count);
}

function remember(count) {
  const given = Object.entries(answers).filter(([, answer]) => answer.length).map(([name, answer]) => [name, String(answer)]);
  history.replaceState(null, "", count ? `#${new URLSearchParams(given)}` : location.pathname + location.search);
  byId("other").hash = location.hash;  // the other language begins with the same answers
}

function recall() {
  for (const [name, answer] of new URLSearchParams(location.hash.slice(1))) {
    if (name === needs) answers[needs] = answer.split(",").filter((one, at, every) => Object.hasOwn(data.features, one) && every.indexOf(one) === at);
    else if (Object.hasOwn(data.questions, name) && Object.hasOwn(data.questions[name], answer)) answers[name] = answer;
  }
}

function weightRow(from, key, criterion, said) {
  const label = texts.criteria[criterion];
  const input = element("input", { type: "number", min: 0, max: 9, step: 0.1, value: from[key] });
  input.setAttribute("aria-label", fill(texts.page.weight, { criterion: label, says: said }));
  input.addEventListener("input", () => { from[key] = Math.max(0, Number(input.value) || 0); show(); });
  return element("tr", {}, element("td", {}, input), element("td", {}, label));
}

function weights(question) {
  const tables = Object.entries(data.questions[question]).filter(([, answer]) => Object.keys(answer.weights).length).map(([name, answer]) => {
    const rows = Object.keys(answer.weights).map((criterion) => weightRow(answer.weights, criterion, criterion, says(question, name)));
    return element("table", {}, element("caption", {}, says(question, name)), element("tbody", {}, ...rows));
  });
  return element("details", {}, element("summary", {}, texts.page.weights), ...tables);
}

function rowsOf(title, rows) {
  const listed = Object.values(rows).flat().map((name) => {
    const row = data.rows[name];
    const label = row.clear ? row.label : `${row.label} (${texts.page.unclear})`;
    return element("tr", {}, element("td", {}, label), element("td", { className: "figure" }, `${figure(row.flask)} : ${figure(row.django)}`), element("td", { className: "unit" }, row.unit));
  });
  return element("table", {}, element("caption", {}, title), element("tbody", {}, ...listed));
}

function features() {
  const everyone = Object.fromEntries(data.criteria.map((one) => [one.name, one.rows]));
  const weighing = data.criteria.filter((one) => one.weight).map((one) => weightRow(one, "weight", one.name, texts.page.everyone));
  return element("details", {}, element("summary", {}, texts.page.rows),
    element("table", {}, element("caption", {}, texts.page.base), element("tbody", {}, ...weighing)),
    rowsOf(texts.page.everyone, everyone), ...Object.keys(data.features).map((name) => rowsOf(says(needs, name), data.features[name])));
}

function option(type, name, value, text, checked, changed) {
  const input = element("input", { type, name, value, checked });
  input.addEventListener("change", () => { changed(input.checked); show(); });
  return element("label", { className: "answer" }, input, element("span", {}, text));
}

function tick(name) {
  return option("checkbox", needs, name, says(needs, name), answers[needs].includes(name), (checked) => {
    answers[needs] = checked ? [...answers[needs], name] : answers[needs].filter((one) => one !== name);
  });
}

function radio(question, name, text) {
  return option("radio", question, name, text, (answers[question] || "") === name, () => {
    if (name) answers[question] = name; else delete answers[question];
  });
}

function draw() {
  const first = element("fieldset", {}, element("legend", {}, `1. ${asks(needs)}`), ...Object.keys(data.features).map(tick), features());
  const rest = Object.keys(data.questions).map((question, number) => element("fieldset", {},
    element("legend", {}, `${number + 2}. ${asks(question)}`),
    ...Object.keys(data.questions[question]).map((name) => radio(question, name, says(question, name))),
    radio(question, "", texts.page.unknown), weights(question)));
  byId("questions").replaceChildren(first, ...rest);
}

recall();
byId("left").textContent = texts.sides.flask;
byId("between").textContent = texts.sides.either;
byId("right").textContent = texts.sides.django;
byId("from").textContent = data.from;
byId("bar").addEventListener("click", () => byId("recommended").focus());
byId("print").addEventListener("click", () => print());
byId("reset").addEventListener("click", () => { location.hash = ""; location.reload(); });
draw();
show();
