import "./ui/looks.ts";
import "@fontsource-variable/plus-jakarta-sans/wght.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";

const root = document.getElementById("root");
if (!root) throw new Error("The page has no place for the dashboard");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
