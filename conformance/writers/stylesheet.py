"""How report.html looks: one column, few colours, light and dark. No font, picture or script is fetched."""

CSS = """
:root { color-scheme: light dark; --ground: #fbfaf8; --card: #fff; --ink: #23262b; --soft: #646b75; --line: #e3e1dc;
  --fail: #b3261e; --disputed: #7b4bb0; --warned: #946200; --error: #a02c6b; --inconclusive: #2f67a8;
  --not-run: #6d737c; --pass: #2e7548; --not-applicable: #8a8f97; }
@media (prefers-color-scheme: dark) { :root { --ground: #16181b; --card: #1e2125; --ink: #e4e3df; --soft: #9aa1ab;
  --line: #32363c; --fail: #f2877e; --disputed: #c3a0ec; --warned: #dfb45a; --error: #ee93c1; --inconclusive: #8dbbf0;
  --not-run: #a2a8b1; --pass: #86cf9f; --not-applicable: #7f858d; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
main { max-width: 62rem; margin: 0 auto; padding: 3rem 1.5rem 5rem; }
h1 { font-size: 2.5rem; line-height: 1.15; margin: .2rem 0 .6rem; font-weight: 650; letter-spacing: -.02em; }
h2 { font-size: 1.25rem; margin: 3rem 0 1rem; font-weight: 620; }
p { margin: .3rem 0; }
code, pre, .id { font: .88em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
code, pre, td, dd, .promise { overflow-wrap: anywhere; unicode-bidi: isolate; }
pre { white-space: pre-wrap; margin: .4rem 0 1rem; padding: .8rem 1rem; border-radius: .5rem; background: var(--ground);
  max-height: 24rem; overflow: auto; }
.soft, .eyebrow { color: var(--soft); }
.eyebrow { font-size: .95rem; }
.meaning { font-size: 1.15rem; max-width: 44rem; }
.bar { display: flex; gap: 2px; height: .75rem; margin: 1.8rem 0 .7rem; border-radius: .4rem; overflow: hidden;
  background: var(--line); }
.bar span { background: var(--tone); min-width: 4px; }
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1.3rem; list-style: none; margin: 0; padding: 0;
  font-size: .92rem; }
header dl { margin: 1.6rem 0; }
.legend li::before { content: ""; display: inline-block; width: .65rem; height: .65rem; border-radius: 50%;
  margin-right: .45rem; background: var(--tone); }
.fail, .fail_outside_plan { --tone: var(--fail); } .disputed { --tone: var(--disputed); }
.warned { --tone: var(--warned); }
.error { --tone: var(--error); } .inconclusive { --tone: var(--inconclusive); } .not_run { --tone: var(--not-run); }
.pass { --tone: var(--pass); } .not_applicable { --tone: var(--not-applicable); }
.chip { display: inline-block; padding: .05rem .55rem; border-radius: 1rem; font-size: .74rem; font-weight: 650;
  letter-spacing: .03em; white-space: nowrap; color: var(--tone); border: 1px solid currentColor; }
.card, .gap { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--tone, var(--soft));
  border-radius: .6rem; padding: 1.1rem 1.4rem; margin: 0 0 1rem; }
.card .promise { font-size: 1.1rem; margin: .6rem 0 .8rem; }
.card .id { font-weight: 650; margin: 0 .6rem; }
dl { display: grid; grid-template-columns: 7rem 1fr; gap: .25rem 1rem; margin: 0; font-size: .95rem; }
dt { color: var(--soft); }
dd { margin: 0; min-width: 0; }
details { margin: .6rem 0; }
summary { cursor: pointer; }
.group { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .6rem 1.1rem; }
.group summary b { font-weight: 600; margin-right: .6rem; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; margin: .5rem 0; }
th { text-align: left; font-weight: 550; color: var(--soft); }
th, td { padding: .45rem .8rem .45rem 0; border-top: 1px solid var(--line); vertical-align: top; }
thead th { border-top: 0; }
.counts { width: auto; }
.counts td, .counts thead th + th { text-align: right; font-variant-numeric: tabular-nums; padding-left: 1.5rem; }
.requirements td:first-child { width: 9rem; }
footer { margin-top: 4rem; font-size: .85rem; color: var(--soft); }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .5rem; }
  .requirements td { display: block; border: 0; padding: .1rem 0; }
  .requirements tr { display: block; padding: .6rem 0; } }
@media print { main { max-width: none; padding: 0; } .card, .group { break-inside: avoid; } pre { max-height: none; } }
"""
