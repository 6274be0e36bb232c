// Comfort only: every page works without this.
// A filter takes effect when it is chosen, and an address can be copied.
document.documentElement.classList.add("js");
for (const field of document.querySelectorAll("select[data-submit]")) {
  field.addEventListener("change", () => field.form.submit());
}
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(new URL(button.dataset.copy, location).href);
    button.textContent = button.dataset.done;
  });
}
