import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { isLanguage, languages, speak } from "../../texts/i18n.ts";
import { useLanguage, useTexts } from "../../texts/use-texts.ts";
import { Logo } from "../../ui/logo.tsx";
import style from "./door.module.css";
import { DoorPicture } from "./door-picture.tsx";
import { identityTexts } from "./texts.ts";

/** The frame of every screen before one is inside: one question at the left, the promise at the right. */
export function Door(props: { title: string; subtitle?: ReactNode; children: ReactNode; foot?: ReactNode }) {
  const t = useTexts(identityTexts);
  return (
    <div className={style.door}>
      <title>{`${props.title} · Balas`}</title>
      <main className={style.main}>
        <header className={style.head}>
          <Link to="/sign-in" className={style.brand} aria-label="Balas">
            <span className={style.mark}>
              <Logo size={26} hole="var(--toska-900)" />
            </span>
            Balas
          </Link>
          <LanguageChoice />
        </header>
        <div className={style.question}>
          <h1>{props.title}</h1>
          {props.subtitle && <p className={style.subtitle}>{props.subtitle}</p>}
          {props.children}
          {props.foot && <div className={style.foot}>{props.foot}</div>}
        </div>
      </main>
      <aside className={style.promise} aria-hidden>
        <div>
          <h2>{t("promise.title")}</h2>
          <p>{t("promise.body")}</p>
        </div>
        <DoorPicture />
      </aside>
    </div>
  );
}

function LanguageChoice() {
  const current = useLanguage();
  return (
    <div className={style.languages}>
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={language === current}
          onClick={() => isLanguage(language) && speak(language)}
        >
          {language === "id" ? "Indonesia" : "English"}
        </button>
      ))}
    </div>
  );
}
