// Plain and old on purpose: it runs before everything else, in whatever browser came.
(() => {
  let theme = "auto";
  let language = "";
  try {
    theme = localStorage.getItem("balas.theme") || "auto";
    language = localStorage.getItem("balas.language") || "";
  } catch {
    // Storage may be forbidden; the system's choice is then the answer.
  }
  const isDark = theme === "dark" || (theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", isDark ? "dark" : "light");
  document.documentElement.lang = language || (/^en\b/i.test(navigator.language) ? "en" : "id");
})();
