import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import { EndedBar } from "./ended-bar";

const nothing = () => {};

test("the page that the server sends knows neither the reader's time zone nor their drafts", () => {
  const page = renderToString(
    createElement(EndedBar, {
      session_id: "s",
      has_draft: true,
      onStartNew: nothing,
      onBackToOpen: nothing,
    }),
  );
  // React keeps an attribute as the server wrote it: its zone would stay in the link.
  expect(page).not.toContain("tz=");
  expect(page).not.toContain("What you had not sent");
});
