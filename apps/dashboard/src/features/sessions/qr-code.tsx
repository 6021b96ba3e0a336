import { useMemo } from "react";
import style from "./qr-code.module.css";
import { qrPath } from "./qr-path.ts";

/** A QR code; always dark on white, because cameras read nothing else. */
export function QrCode(props: { text: string; label: string }) {
  const { path, size } = useMemo(() => qrPath(props.text), [props.text]);
  return (
    <div className={style.paper}>
      <svg viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" role="img" aria-label={props.label}>
        <path d={path} />
      </svg>
    </div>
  );
}

/** The place of a code that is not there yet. */
export function QrPlaceholder(props: { label: string }) {
  return (
    <div className={style.paper} data-waiting role="status">
      <span>{props.label}</span>
    </div>
  );
}
