/** The editor of rich text takes the name of the field that it replaces, whichever of us two is ready first. */
export function nameRichText(root) {
  const first = root.querySelector("textarea[data-words]");
  if (!first) return;
  const words = JSON.parse(first.dataset.words);
  window.gettext ??= (text) => words[text] ?? text; // its dialogs ask this
  root.querySelectorAll(".prose-editor textarea").forEach((textarea) => nameEditor(textarea, words));
  root.addEventListener("prose-editor:ready", (event) => nameEditor(event.target, words));
}

function nameEditor(textarea, words) {
  const field = textarea.closest(".prose-editor");
  const editor = field.querySelector("[contenteditable]");
  const label = textarea.labels[0];
  label.id ||= `${textarea.id}-label`;
  for (const [name, value] of [["role", "textbox"], ["aria-multiline", "true"], ["aria-labelledby", label.id]]) {
    editor.setAttribute(name, value);
  }
  label.addEventListener("click", () => editor.focus());
  nameButtons(field, words);
}

/** The buttons speak the language of the page, those too that appear later. */
function nameButtons(field, words) {
  const say = () => {
    field.querySelectorAll(".prose-menubar button").forEach((button) => nameButton(button, words));
    field.parentElement.querySelectorAll("dialog option").forEach((option) => nameOption(option, words));
  };
  say();
  new MutationObserver(say).observe(field.parentElement, { childList: true, subtree: true, attributeFilter: ["class"] });
}

function nameButton(button, words) {
  if (button.classList.contains("material-icons")) drawIcon(button);
  const said = words[button.title];
  if (said) [button.title, button.ariaLabel] = [said, said];
  button.ariaDisabled = String(button.classList.contains("disabled"));
  const text = button.firstElementChild;
  if (text && words[text.textContent]) text.textContent = words[text.textContent];
}

/** The editor reads the text of a choice as its value. */
function nameOption(option, words) {
  if (!words[option.text]) return;
  option.value = option.text;
  option.text = words[option.text];
}

/** An icon is drawn by the stylesheet: its name („format_list_bulleted“) is no text to be read or spoken. */
function drawIcon(button) {
  if (!button.textContent) return;
  button.dataset.icon = button.textContent === "notes" ? "¶" : button.textContent; // the font has no „notes“
  button.textContent = "";
}
