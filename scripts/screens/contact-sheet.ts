import type { Picture } from "./camera";
import { SCHEMES, SIZES } from "./camera";

export type Photographed = { page: string; state: string; pictures: Picture[]; problem?: string };

const inHtml = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** A page of thumbnails: the pages below each other, each with its states. */
export function contactSheet(scenes: Photographed[]): string {
  const pages = [...new Set(scenes.map(({ page }) => page))];
  const groups = pages.map((page) => {
    const states = scenes.filter((scene) => scene.page === page).map(row);
    return `<h2>${inHtml(page)}</h2>${states.join("")}`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Parley's screens</title>
<style>
  body { font: 14px/1.4 system-ui, sans-serif; margin: 1rem; color-scheme: light dark; }
  div { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: start; margin-block: 0.5rem 1.5rem; }
  img { display: block; width: 12rem; height: 12rem; object-fit: cover; object-position: top; border: 1px solid #8888; }
  figure { margin: 0; }
</style>
<h1>Parley's screens</h1>
<p>${SIZES.map(({ width }) => width).join(", ")} px, ${SCHEMES.join(" and ")}.</p>
${groups.join("\n")}
</html>
`;
}

function row({ state, pictures, problem }: Photographed): string {
  const figures = pictures.map(
    ({ file, scheme, width }) =>
      `<figure><a href="${file}"><img loading="lazy" src="${file}" alt=""></a><figcaption>${width} px, ${scheme}</figcaption></figure>`,
  );
  const failed = problem ? `<pre>${inHtml(problem)}</pre>` : "";
  return `<h3>${inHtml(state)}</h3>${failed}<div>${figures.join("")}</div>`;
}
