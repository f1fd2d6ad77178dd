/**
 * How well a colour stands out from another.
 *
 * OKLCH to linear sRGB: Björn Ottosson, "A perceptual color space for image processing",
 * https://bottosson.github.io/posts/oklab/ (the matrices that CSS Color 4, section 9.2, uses).
 * The curve of sRGB: IEC 61966-2-1. Relative luminance and contrast ratio: WCAG 2.2,
 * https://www.w3.org/TR/WCAG22/#dfn-relative-luminance and #dfn-contrast-ratio.
 */

/** Channels of sRGB and the alpha, each from 0 to 1. */
export type Colour = { red: number; green: number; blue: number; alpha: number };

/** @param hue in degrees */
export function fromOklch(lightness: number, chroma: number, hue: number, alpha = 1): Colour {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return {
    red: onScreen(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    green: onScreen(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    blue: onScreen(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
    alpha,
  };
}

/** A linear channel as a screen has it: within its gamut, on the curve, one of 256 steps. */
function onScreen(linear: number): number {
  const light = Math.min(1, Math.max(0, linear));
  const curved = light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055;
  return Math.round(curved * 255) / 255;
}

/** What is seen where `top` lies on `ground`, which is opaque. */
export function over(top: Colour, ground: Colour): Colour {
  const mix = (channel: "red" | "green" | "blue") =>
    top[channel] * top.alpha + ground[channel] * (1 - top.alpha);
  return { red: mix("red"), green: mix("green"), blue: mix("blue"), alpha: 1 };
}

/** From 1, the same, to 21, black on white; both opaque. */
export function contrast(one: Colour, other: Colour): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance({ red, green, blue }: Colour): number {
  const linear = (channel: number) =>
    channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
