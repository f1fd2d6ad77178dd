import { expect, test } from "vitest";
import { readUserAgent } from "./user-agent";

const CHROMIUM = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0";

test.each([
  [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROMIUM} Safari/537.36`,
    "Chrome 141",
    "Computer, Windows",
  ],
  [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROMIUM} Safari/537.36 Edg/141.0.0.0`,
    "Microsoft Edge 141",
    "Computer, Windows",
  ],
  [
    `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${CHROMIUM} Safari/537.36`,
    "Chrome 141",
    "Computer, ChromeOS",
  ],
  [
    `Mozilla/5.0 (Linux; Android 10; K) ${CHROMIUM} Mobile Safari/537.36`,
    "Chrome 141",
    "Phone, Android 10",
  ],
  [
    `Mozilla/5.0 (Linux; Android 14; SM-X910) ${CHROMIUM} Safari/537.36`,
    "Chrome 141",
    "Tablet, Android 14",
  ],
  [
    `Mozilla/5.0 (Linux; Android 13; K) ${CHROMIUM.replace("Chrome", "SamsungBrowser/28.0 Chrome")} Mobile Safari/537.36`,
    "Samsung Internet 28",
    "Phone, Android 13",
  ],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.3 Safari/605.1.15",
    "Safari 18.3",
    "Computer, macOS",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.3 Mobile/15E148 Safari/604.1",
    "Safari 18.3",
    "Phone, iOS 18.3",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/140.0 Mobile/15E148 Safari/605.1.15",
    "Firefox 140",
    "Phone, iOS 18.3",
  ],
  [
    "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
    "Firefox 143",
    "Computer, Linux",
  ],
  ["something else", "", ""],
])("%s", (text, browser, device) => {
  expect(readUserAgent(text)).toEqual({ browser, device });
});
