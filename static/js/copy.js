/** A button with data-copy="text" copies the text and says so in its [data-copy-done] element. */
export function bindCopyButtons(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}

async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy);
  const said = document.getElementById(button.getAttribute("aria-describedby"));
  if (said) said.textContent = button.dataset.copyDone;
}
