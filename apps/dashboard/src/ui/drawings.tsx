import type { ReactNode } from "react";

/* Flat, two greens, one marigold; drawn on the same grid as the Sandbox card. Only the dark green is lighter on a dark sheet. */
const dark = "var(--drawing-dark)";
const mid = "#7fc3b3";
const pale = "#d9ede7";
const gold = "#f2ae1f";
const ink = "#48300f";

const line = (d: string, stroke: string = dark) => (
  <path d={d} stroke={stroke} strokeWidth={2.5} strokeLinecap="round" fill="none" />
);

const pictures = {
  inbox: (
    <>
      <path d="M22 18h62a8 8 0 0 1 8 8v24a8 8 0 0 1-8 8H18V22a4 4 0 0 1 4-4z" fill={pale} />
      {line("M30 32h46M30 42h28")}
      <path d="M66 54h54a8 8 0 0 1 8 8v24H66a8 8 0 0 1-8-8V62a8 8 0 0 1 8-8z" fill={gold} />
      {line("M70 66h44M70 75h26", ink)}
      <path d="M30 82h20a7 7 0 0 1 7 7v17a7 7 0 0 1-7 7H26V86a4 4 0 0 1 4-4z" fill={mid} />
      {line("M34 94h14M34 102h8")}
    </>
  ),
  contacts: (
    <>
      <path d="M26 16h76a8 8 0 0 1 8 8v80a8 8 0 0 1-8 8H22V20a4 4 0 0 1 4-4z" fill={pale} />
      <path d="M34 30h18v18H37a3 3 0 0 1-3-3z" fill={dark} />
      {line("M62 35h36M62 44h22")}
      <path d="M34 58h18v18H37a3 3 0 0 1-3-3z" fill={gold} />
      {line("M62 63h30M62 72h36")}
      <path d="M34 86h18v18H37a3 3 0 0 1-3-3z" fill={mid} />
      {line("M62 91h26M62 100h18")}
    </>
  ),
  campaigns: (
    <>
      <path d="M16 62 120 20 90 108 68 78z" fill={pale} />
      <path d="M68 78 120 20 76 88l-4 18z" fill={mid} />
      <path d="M16 62l52 16 52-58z" fill={dark} opacity={0.16} />
      <circle cx="30" cy="96" r="7" fill={gold} />
      {line("M46 104c8 4 16 4 22 0")}
    </>
  ),
  numbers: (
    <>
      <path d="M50 12h40a8 8 0 0 1 8 8v92a8 8 0 0 1-8 8H42V20a8 8 0 0 1 8-8z" fill={dark} />
      <path d="M49 26h42v76H49z" fill={pale} />
      {line("M64 19h12", mid)}
      <path d="M58 40h10v10H58zM72 40h10v10H72zM58 54h10v10H58z" fill={dark} />
      <path d="M72 54h10v10H72z" fill={gold} />
      {line("M60 78h20M60 87h12")}
      <path
        d="M106 34c8 10 8 26 0 36M34 34c-8 10-8 26 0 36"
        stroke={mid}
        strokeWidth={2.5}
        strokeLinecap="round"
        fill="none"
      />
    </>
  ),
  team: (
    <>
      <circle cx="48" cy="44" r="16" fill={pale} />
      <path d="M20 104c2-22 14-32 28-32s26 10 28 32z" fill={pale} />
      <circle cx="92" cy="50" r="14" fill={mid} />
      <path d="M68 106c2-20 12-28 24-28s22 8 24 28z" fill={mid} />
      <circle cx="112" cy="30" r="12" fill={gold} />
      {line("M112 24v12M106 30h12", ink)}
    </>
  ),
  mail: (
    <>
      <path d="M22 32h88a8 8 0 0 1 8 8v58a8 8 0 0 1-8 8H18V36a4 4 0 0 1 4-4z" fill={pale} />
      <path d="M18 38l50 36 50-36" stroke={dark} strokeWidth={2.5} strokeLinejoin="round" fill="none" />
      <circle cx="114" cy="32" r="14" fill={gold} />
      {line("M108 32l4.500 4.500 8-9", ink)}
    </>
  ),
  search: (
    <>
      <circle cx="62" cy="58" r="34" fill={pale} />
      <circle cx="62" cy="58" r="34" stroke={dark} strokeWidth={2.5} fill="none" />
      {line("M88 84l24 24")}
      {line("M48 52h28M48 64h16", mid)}
      <circle cx="104" cy="28" r="7" fill={gold} />
    </>
  ),
  key: (
    <>
      <circle cx="46" cy="64" r="24" fill={pale} />
      <circle cx="46" cy="64" r="9" fill={dark} />
      <path d="M68 58h52v12h-8v12h-12V70H68z" fill={mid} />
      <circle cx="112" cy="34" r="8" fill={gold} />
    </>
  ),
  lock: (
    <>
      <path d="M30 56h72a8 8 0 0 1 8 8v40a8 8 0 0 1-8 8H26V60a4 4 0 0 1 4-4z" fill={pale} />
      <path d="M46 56V42a22 22 0 0 1 44 0v14" stroke={dark} strokeWidth={2.5} fill="none" />
      <circle cx="68" cy="82" r="8" fill={gold} />
      {line("M68 90v8")}
    </>
  ),
  broken: (
    <>
      <path d="M22 34h44l-8 20 12 10-10 30H18V38a4 4 0 0 1 4-4z" fill={pale} />
      <path d="M78 34h32a8 8 0 0 1 8 8v52H72l10-30-12-10z" fill={mid} />
      {line("M30 48h18M30 58h12")}
      <circle cx="108" cy="28" r="8" fill={gold} />
    </>
  ),
} satisfies Record<string, ReactNode>;

export type DrawingName = keyof typeof pictures;

/** The picture of an empty screen. Decoration only: the sentence beside it says the same. */
export function Drawing({ name, width = 136 }: { name: DrawingName; width?: number }) {
  return (
    <svg width={width} height={(width * 124) / 136} viewBox="0 0 136 124" fill="none" aria-hidden="true">
      {pictures[name]}
    </svg>
  );
}
