const key = "balas.organization";
let current: string | undefined = read();

/** The organization that requests of this tab speak for; absent before one is chosen. */
export function currentOrganizationId(): string | undefined {
  return current;
}

/** Chooses for this tab, and as the default of tabs opened later. */
export function chooseOrganization(id: string | undefined): void {
  current = id;
  try {
    if (id) {
      sessionStorage.setItem(key, id);
      localStorage.setItem(key, id);
    } else {
      sessionStorage.removeItem(key);
      localStorage.removeItem(key);
    }
  } catch {
    // Storage may be forbidden; the choice then lives as long as the tab.
  }
}

function read(): string | undefined {
  try {
    return sessionStorage.getItem(key) ?? localStorage.getItem(key) ?? undefined;
  } catch {
    // Same as above: no storage, no memory of the last visit.
    return undefined;
  }
}
