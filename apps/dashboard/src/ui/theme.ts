import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type VariantColorsResolver,
} from "@mantine/core";
import { componentDefaults } from "./component-defaults.ts";

const tint = (name: string, steps: readonly number[]) => steps.map((step) => `var(--${name}-${step})`);

/** One row of ten from a scale that our design names only in part: the nearest named step stands in. */
const scale = (name: string, steps: readonly number[]) => {
  const [c0 = "", c1 = "", c2 = "", c3 = "", c4 = "", c5 = "", c6 = "", c7 = "", c8 = "", c9 = ""] = tint(name, steps);
  return [c0, c1, c2, c3, c4, c5, c6, c7, c8, c9] as const;
};

const full = [50, 100, 200, 300, 400, 500, 600, 700, 800, 900];
const status = [50, 50, 200, 200, 200, 600, 600, 600, 600, 600];

/** The library draws a filled control in the dark-mode primary with white text; ours is light and needs dark text. */
const resolveVariant: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  if (input.variant === "filled" && (input.color ?? input.theme.primaryColor) === "toska") {
    return {
      ...colors,
      background: "var(--primary)",
      hover: "var(--primary-hover)",
      color: "var(--on-primary)",
      border: "1px solid var(--primary)",
    };
  }
  if (input.variant === "filled" && input.color === "merah") {
    return {
      ...colors,
      background: "var(--danger)",
      hover: "var(--danger)",
      color: "var(--surface)",
      border: "1px solid var(--danger)",
    };
  }
  if (input.variant === "subtle") {
    return {
      ...colors,
      background: "transparent",
      hover: "var(--surface-hover)",
      color: "var(--text-2)",
      border: "1px solid transparent",
    };
  }
  return colors;
};

/** Our design in the library's terms; screens never name a color. */
export const theme = createTheme({
  primaryColor: "toska",
  primaryShade: { light: 6, dark: 4 },
  variantColorResolver: resolveVariant,
  colors: {
    toska: scale("toska", full),
    kenikir: scale("kenikir", full),
    hijau: scale("hijau", status),
    merah: scale("merah", status),
    biru: scale("biru", status),
    nila: scale("nila", [50, 100, 100, 300, 300, 600, 600, 600, 800, 800]),
    gray: scale("kertas", [50, 100, 200, 200, 300, 400, 500, 600, 700, 800]),
    dark: [
      "#eeebe4",
      "#d4cec2",
      "#a09a8f",
      "#736c61",
      "#2b2e29",
      "#232622",
      "#191b18",
      "#121311",
      "#0d0e0c",
      "#080907",
    ],
  },
  fontFamily: "var(--font)",
  fontSizes: {
    xs: "var(--fs-12)",
    sm: "var(--fs-13)",
    md: "var(--fs-14)",
    lg: "var(--fs-16)",
    xl: "var(--fs-20)",
  },
  fontWeights: { regular: "450", medium: "560", bold: "660" },
  lineHeights: { xs: "1.2", sm: "1.45", md: "1.45", lg: "1.45", xl: "1.45" },
  headings: {
    fontFamily: "var(--font)",
    fontWeight: "660",
    sizes: {
      h1: { fontSize: "var(--fs-28)", lineHeight: "1.2" },
      h2: { fontSize: "var(--fs-20)", lineHeight: "1.2" },
      h3: { fontSize: "var(--fs-16)", lineHeight: "1.2" },
    },
  },
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "24px", xl: "32px" },
  radius: { xs: "3px", sm: "6px", md: "10px", lg: "10px", xl: "10px" },
  defaultRadius: "md",
  shadows: {
    xs: "var(--shadow)",
    sm: "var(--shadow)",
    md: "var(--shadow)",
    lg: "var(--shadow)",
    xl: "var(--shadow)",
  },
  respectReducedMotion: true,
  cursorType: "pointer",
  components: componentDefaults,
});

const shared = {
  "--mantine-color-body": "var(--bg)",
  "--mantine-color-text": "var(--text)",
  "--mantine-color-bright": "var(--text)",
  "--mantine-color-dimmed": "var(--text-3)",
  "--mantine-color-placeholder": "var(--text-3)",
  "--mantine-color-default-border": "var(--line)",
  "--mantine-color-default": "var(--surface)",
  "--mantine-color-default-color": "var(--text)",
  "--mantine-color-default-hover": "var(--surface-hover)",
  "--mantine-color-error": "var(--danger)",
  "--mantine-color-anchor": "var(--primary-text)",
  "--mantine-color-disabled": "var(--surface-hover)",
  "--mantine-color-disabled-color": "var(--text-3)",
  "--mantine-primary-color-filled": "var(--primary)",
  "--mantine-primary-color-filled-hover": "var(--primary-hover)",
  "--mantine-primary-color-contrast": "var(--on-primary)",
  "--mantine-primary-color-light": "var(--primary-soft)",
  "--mantine-primary-color-light-color": "var(--primary-text)",
} as const;

/** Hands the library our meanings; both schemes get the same names because the tokens themselves switch. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: { "--mantine-line-height": "1.45" },
  light: shared,
  dark: shared,
});
