// The sites that may be recorded, from the administrator's policy. Until it has spoken, none.

const WILD = "*.";

/** Sites of a policy: origins, or `https://*.example` for every host below. What is not one of these is left out. */
export function parse(list) {
  return Array.isArray(list) ? list.filter((site) => typeof site === "string" && /^https?:\/\/(\*\.)?[a-z0-9.-]+(:\d{1,5})?$/.test(site)) : [];
}

/** Whether an origin is one of the sites. */
export function includes(sites, origin) {
  const found = /^(https?:\/\/)([a-z0-9.-]+)(:\d{1,5})?$/.exec(origin ?? "");
  return found !== null && sites.some((site) => site === origin || isBelow(site, found));
}

function isBelow(site, [, scheme, host, port = ""]) {
  if (!site.startsWith(scheme + WILD) || !site.endsWith(port)) return false;
  const suffix = site.slice((scheme + WILD).length - 1, site.length - port.length);
  return host.endsWith(suffix) && host.length > suffix.length;
}

/** The origin of an address; none if it has none. */
export function originOf(address) {
  return URL.canParse(address ?? "") ? new URL(address).origin : "null";
}

/** The title of a tab and the route it shows: of an address its path, without what may be an id or a token. */
export function headingOf({ title, url }) {
  if (!URL.canParse(url ?? "")) return "";
  const { host, pathname } = new URL(url);
  const route = pathname.split("/").slice(0, 12).map((part) => (part.length > 32 || /[\d%@]/.test(part) ? "*" : part));
  return `${clean(title).slice(0, 200)} | ${host}${route.join("/")}`.slice(0, 500).toWellFormed();
}

function clean(title) {
  return (title ?? "").slice(0, 2000).replace(/[\p{C}\s]+/gu, " ").trim();
}
