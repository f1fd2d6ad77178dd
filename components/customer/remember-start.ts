/**
 * Runs while the page is read, long before it is alive: a start counts from then on. The browser runs
 * it by its checksum, which lib/http/headers.ts has.
 */
export const REMEMBER_START = `{
  const form = document.currentScript.parentElement;
  form.onsubmit = (event) => {
    event.preventDefault();
    form.dataset.asked = "";
  };
  form.onkeydown = ({ key, ctrlKey, metaKey }) => {
    if (key === "Enter" && (ctrlKey || metaKey)) form.requestSubmit();
  };
}`;
