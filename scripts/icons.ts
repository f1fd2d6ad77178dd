/**
 * The icons of the two web apps, out of app/icon.svg into public/icons: npm run icons
 * The customer's is the sign on a light ground, the staff's the same the other way round, so that
 * who has both on a screen sees which is which.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import sharp from "sharp";

const ROOT = new URL("..", import.meta.url);
const FOLDER = new URL("public/icons/", ROOT);
const ACCENT = "#2563d4";
const WHITE = "#ffffff";

/** What the launcher cuts to its own shape keeps the sign in the middle: its outer fifth may go. */
const KINDS = [
  { kind: "192", size: 192, sign: 0.8, corner: 0.22 },
  { kind: "512", size: 512, sign: 0.8, corner: 0.22 },
  { kind: "maskable", size: 512, sign: 0.66, corner: 0 },
  { kind: "apple", size: 180, sign: 0.75, corner: 0 },
];

const APPS = [
  { app: "chat", ground: WHITE, sign: ACCENT, lines: WHITE },
  { app: "inbox", ground: ACCENT, sign: WHITE, lines: ACCENT },
];

const source = await readFile(new URL("app/icon.svg", ROOT), "utf8");
/** All that is drawn, in the icon's own 32 by 32. */
const drawn = source.replace(/^<svg[^>]*>(<title>.*<\/title>)?/, "").replace(/<\/svg>\s*$/, "");

await mkdir(FOLDER, { recursive: true });
for (const { app, ground, sign, lines } of APPS) {
  const coloured = drawn
    .replace(`fill="${ACCENT}"`, `fill="${sign}"`)
    .replace('stroke="#fff"', `stroke="${lines}"`);
  for (const { kind, size, sign: share, corner } of KINDS) {
    const edge = (32 * (1 - share)) / 2;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="${size}" height="${size}">
      <rect width="32" height="32" rx="${32 * corner}" fill="${ground}"/>
      <g transform="translate(${edge} ${edge}) scale(${share})">${coloured}</g>
    </svg>`;
    const png = await sharp(Buffer.from(svg)).png({ palette: true }).toBuffer();
    await writeFile(new URL(`${app}-${kind}.png`, FOLDER), png);
  }
}
