/**
 * What is over the page holds its scrolling by a sheet that Radix writes itself (react-remove-scroll).
 * The page's policy lets it in by the nonce of the answer, which its scripts have; the library looks
 * for it under webpack's name.
 */
if (typeof document !== "undefined") {
  const script = document.querySelector<HTMLScriptElement>("script[nonce]");
  Object.assign(globalThis, { __webpack_nonce__: script?.nonce });
}
