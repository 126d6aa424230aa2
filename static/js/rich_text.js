/** The editor of rich text takes the name of the field that it replaces, whichever of us two is ready first. */
export function nameRichText(root) {
  root.querySelectorAll(".prose-editor textarea").forEach(nameEditor);
  root.addEventListener("prose-editor:ready", (event) => nameEditor(event.target));
}

function nameEditor(textarea) {
  const editor = textarea.closest(".prose-editor").querySelector("[contenteditable]");
  const label = textarea.labels[0];
  label.id ||= `${textarea.id}-label`;
  for (const [name, value] of [["role", "textbox"], ["aria-multiline", "true"], ["aria-labelledby", label.id]]) {
    editor.setAttribute(name, value);
  }
  label.addEventListener("click", () => editor.focus());
}
