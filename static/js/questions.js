/** A page of a questionnaire shows and hides questions as answers open them; the server decides the same way at the end. */
const compare = {
  "=": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

const number = (text) => (/^-?\d+([.,]\d+)?$/.test(text) ? Number(text.replace(",", ".")) : NaN);

function compared(kind, given, value) {
  if (typeof given !== "string" || given === "") return false;
  const [left, right] = [number(given), number(value)];
  if (!Number.isNaN(left) && !Number.isNaN(right)) return compare[kind](left, right);
  return (kind === "=" || kind === "!=") && compare[kind](given, value);
}

/** Whether a condition, stored as a tree, is fulfilled by answers: code → text or list of texts. */
export function holds([kind, ...rest], answers) {
  if (kind === "and") return rest.every((part) => holds(part, answers));
  if (kind === "or") return rest.some((part) => holds(part, answers));
  if (kind === "not") return !holds(rest[0], answers);
  const given = answers[rest[0]];
  const list = Array.isArray(given) ? given : [given];
  if (kind === "contains") return list.includes(rest[1]);
  if (kind === "in") return list.some((one) => rest[1].includes(one));
  if (kind === "answered") return list.some((one) => one !== undefined && one !== null && one !== "");
  return compared(kind, given, rest[1]);
}

/** What a question says now: a text, or the list of what is ticked. */
function answerOf(question) {
  const fields = [...question.querySelectorAll("input, select, textarea")].filter((field) => !field.name.endsWith("_other"));
  const ticked = fields.filter((field) => field.checked).map((field) => field.value);
  if (fields.some((field) => field.type === "checkbox")) return ticked;
  if (question.querySelector(".ranking"))
    return fields
      .filter((field) => field.value)
      .sort((a, b) => a.value - b.value)
      .map((field) => field.id.slice(question.dataset.question.length + 1));
  if (fields.some((field) => field.type === "radio")) return ticked[0];
  return fields[0]?.value.trim();
}

export function bindQuestions(root) {
  for (const form of root.querySelectorAll("form[data-questions]")) {
    const given = JSON.parse(form.dataset.given || "{}");
    const refresh = () => {
      const answers = { ...given };
      for (const question of form.querySelectorAll("[data-question], [data-condition]")) {
        const { condition, question: code } = question.dataset;
        if (condition) question.hidden = !holds(JSON.parse(condition), answers);
        if (code && !question.closest("[hidden]")) answers[code] = answerOf(question);
      }
      const shown = [...form.querySelectorAll(".question")].filter((question) => !question.hidden);
      form.elements.videne.value = shown.map((question) => question.id.slice("otazka-".length)).join(" ");
    };
    form.addEventListener("input", refresh);
    form.addEventListener("change", refresh);
    refresh();
  }
}
