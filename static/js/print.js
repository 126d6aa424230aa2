/** A button with data-print prints the page; it is hidden where there is no script. */
export function bindPrintButtons(root) {
  for (const button of root.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
