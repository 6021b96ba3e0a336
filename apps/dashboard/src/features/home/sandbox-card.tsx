import { Button } from "@mantine/core";
import { usePermission } from "../../session/queries.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { openSandbox } from "../sandbox/open-sandbox.ts";
import style from "./sandbox-card.module.css";
import { homeTexts } from "./texts.ts";

/** The way to try everything without a real number. */
export function SandboxCard() {
  const t = useTexts(homeTexts);
  if (!usePermission("sandbox.use")) return null;
  return (
    <section className={`card ${style.sandbox}`}>
      <div>
        <h2>{t("sandbox.title")}</h2>
        <p>{t("sandbox.body")}</p>
        <Button className={style.action ?? ""} onClick={() => openSandbox()}>
          {t("sandbox.action")}
        </Button>
      </div>
      <svg viewBox="0 0 112 150" fill="none" aria-hidden="true">
        <path
          d="M22 18h52a10 10 0 0 1 10 10v122H12V28a10 10 0 0 1 10-10z"
          fill="#052521"
          stroke="#7fc3b3"
          strokeWidth="2"
        />
        <path d="M40 26h16" stroke="#7fc3b3" strokeWidth="2" strokeLinecap="round" />
        <path d="M24 46h30a7 7 0 0 1 7 7v9a7 7 0 0 1-7 7H21V49a3 3 0 0 1 3-3z" fill="#d9ede7" />
        <path d="M28 55h24M28 61h15" stroke="#0b574d" strokeWidth="2.5" strokeLinecap="round" />
        <path d="M56 80h38a7 7 0 0 1 7 7v22H56a7 7 0 0 1-7-7V87a7 7 0 0 1 7-7z" fill="#f2ae1f" />
        <path d="M58 90h32M58 97h20" stroke="#48300f" strokeWidth="2.5" strokeLinecap="round" />
        <path d="M24 120h26a7 7 0 0 1 7 7v23H21v-27a3 3 0 0 1 3-3z" fill="#d9ede7" />
        <path d="M28 130h20M28 137h12" stroke="#0b574d" strokeWidth="2.5" strokeLinecap="round" />
      </svg>
    </section>
  );
}
