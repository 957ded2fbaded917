/// The style of the report's page, on screen and on paper.
let reportStylesheet = """
  :root { --ink: #1c2430; --soft: #5b6675; --rule: #c9d1da; --faint: #eef2f6; --accent: #14507d; --warn: #9a3412; }
  * { box-sizing: border-box; }
  body {
    margin: 0 auto; max-width: 82rem; padding: 2.5rem 2rem 4rem; color: var(--ink); background: #fff;
    font: 16px/1.7 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "WenQuanYi Micro Hei", sans-serif;
  }
  :lang(en) body { line-height: 1.55; }
  h1 { margin: 0; font-size: 1.9rem; line-height: 1.3; }
  h2 {
    margin: 3rem 0 1rem; padding-bottom: .3rem; border-bottom: 2px solid var(--accent);
    color: var(--accent); font-size: 1.35rem;
  }
  h3 { margin: 2.2rem 0 .6rem; font-size: 1.05rem; line-height: 1.45; }
  a { color: var(--accent); text-decoration: none; }
  a:hover { text-decoration: underline; }
  p, main > section > ul { max-width: 46rem; }
  .subtitle { margin: .4rem 0 0; color: var(--soft); }
  .banner {
    max-width: none; margin: 1.4rem 0 0; padding: .7rem 1rem; border: 2px solid var(--warn); border-left-width: .5rem;
    background: #fff4ec; color: var(--warn); font-weight: 600;
  }
  .mark {
    display: inline-block; margin-left: .7em; padding: 0 .5em; border: 1px solid var(--warn); border-radius: 2px;
    color: var(--warn); font-size: .75rem; font-weight: 600; white-space: nowrap;
  }
  nav h2 { margin-top: 2rem; }
  nav ul, nav ol { margin: 0; padding-left: 1.4rem; list-style: none; }
  nav > ul { padding: 0; }
  nav li { margin: .15rem 0; }
  .unit { margin: 0 0 .4rem; color: var(--soft); font-size: .85rem; }
  .scroll { overflow-x: auto; }
  .paper { display: none; }
  table { border-collapse: collapse; font-size: .85rem; line-height: 1.45; font-variant-numeric: tabular-nums; }
  .table table { min-width: 38rem; border-top: 2px solid var(--ink); border-bottom: 2px solid var(--ink); }
  th, td { padding: .38rem .6rem; text-align: right; vertical-align: baseline; }
  thead th { max-width: 16em; font-weight: 600; vertical-align: bottom; text-align: right; word-break: keep-all; }
  thead tr:first-child th[scope="colgroup"] { text-align: center; max-width: none; border-bottom: 1px solid var(--rule); }
  thead { border-bottom: 1px solid var(--ink); }
  thead th:first-child[rowspan], tbody th { text-align: left; }
  tbody th { min-width: 11em; max-width: 22em; font-weight: 400; }
  tbody td { white-space: nowrap; }
  tbody tr { border-top: 1px solid var(--faint); }
  tbody tr:first-child { border-top: 0; }
  tbody tr:hover { background: var(--faint); }
  .companion { color: var(--soft); }
  thead .companion { font-weight: 400; }
  td.first, th.first { padding-left: 1.3rem; }
  td.estimate.first { font-weight: 600; }
  td.words, thead th.words { max-width: 26em; text-align: left; white-space: normal; }
  td.words.long { min-width: 13em; }
  td.published, th.published { background: #f6f8fa; }
  .whole { white-space: nowrap; }
  tr.subtotal th, tr.total th { font-weight: 600; }
  tbody tr.total { border-top: 1px solid var(--ink); }
  tbody tr.subtotal { border-bottom: 1px solid var(--rule); }
  .depth-1 { padding-left: 1.8em; }
  .depth-2 { padding-left: 3em; }
  .depth-3 { padding-left: 4.2em; }
  sup { margin-left: .1em; font-size: .7em; font-weight: 400; line-height: 0; }
  .remarks { margin: .5rem 0 0; padding: 0; max-width: 60rem; list-style: none; color: var(--soft); font-size: .82rem; }
  th button {
    margin: 0; padding: 0; border: 0; background: none; color: inherit; font: inherit; text-align: inherit; cursor: pointer;
  }
  th button::after { content: "\\a0\\2195"; color: #9aa4b0; font-size: .85em; }
  th[aria-sort="descending"] button::after { content: "\\a0\\2193"; color: var(--accent); }
  th[aria-sort="ascending"] button::after { content: "\\a0\\2191"; color: var(--accent); }
  th button:focus-visible, .scroll:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
  .figure { max-width: 56rem; margin-bottom: 2.4rem; }
  .drawing { width: 100%; min-width: 0; overflow: hidden; position: relative; }
  .figure .drawing.vega-embed, .figure .drawing.vega-embed.has-actions { display: block; width: 100%; padding: 0; }
  .drawing svg { display: block; max-width: 100%; height: auto; }
  .figure details { margin-top: .3rem; font-size: .85rem; }
  .figure summary { color: var(--accent); cursor: pointer; }
  .note { padding: .5rem .8rem; border-left: .3rem solid var(--warn); background: #fff4ec; color: var(--warn); }
  dl.missing { display: block; max-width: 60rem; }
  dl.missing dt { margin-top: .7rem; color: var(--ink); }
  dl.missing dd { color: var(--soft); }
  table.findings { width: 100%; }
  .findings th, .findings td { text-align: left; white-space: normal; }
  .findings td:first-child { width: 18rem; overflow-wrap: anywhere; }
  .findings thead th { text-align: left; }
  code { font-family: ui-monospace, "DejaVu Sans Mono", Consolas, Menlo, monospace; font-size: .92em; }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.5rem; margin: 0; font-size: .9rem; }
  dt { color: var(--soft); }
  dd { margin: 0; overflow-wrap: anywhere; }
  dl.form { grid-template-columns: 13rem 1fr; gap: 0; max-width: 60rem; border-top: 1px solid var(--ink); font-size: .92rem; }
  dl.form dt, dl.form dd { padding: .5rem .6rem; border-bottom: 1px solid var(--rule); }
  dl.form dt { background: var(--faint); color: var(--ink); font-weight: 600; }
  dl.form p { margin: 0 0 .4rem; max-width: none; }
  dl.form p:last-child { margin-bottom: 0; }
  dl.form ul { margin: 0 0 .4rem; padding-left: 1.2rem; }
  .blank { color: var(--warn); }
  @media (max-width: 40rem) {
    /* The menu would lie on the legend. */
    .vega-embed details { display: none; }
    body { padding: 1.2rem 1rem 3rem; }
    h1 { font-size: 1.5rem; }
    dl { display: block; }
    dd { margin-bottom: .5rem; }
    tbody th { min-width: 8em; max-width: 12em; }
    .findings td:first-child { width: 9rem; min-width: 7rem; }
    .findings td:last-child { min-width: 15rem; }
  }
  @page { size: A4 landscape; margin: 14mm 12mm; }
  @media print {
    html { font-size: 10pt; }
    body { max-width: none; padding: 0; font-size: 1rem; }
    a { color: inherit; }
    nav ol { columns: 2; }
    h2, h3 { break-after: avoid; }
    .scroll { overflow: visible; }
    .table table { min-width: 0; font-size: 7.5pt; }
    /* A browser shrinks all pages until the widest table fits, so wide tables stand in parts. */
    .scroll:has(~ .paper) { display: none; }
    .paper { display: block; margin-bottom: 1.2rem; }
    .table, .paper, .figure { break-inside: avoid; }
    thead th { word-break: normal; }
    thead tr + tr th { white-space: nowrap; }
    tbody th { min-width: 7em; }
    td.first, th.first { padding-left: .8rem; }
    .figure { max-width: 210mm; }
    /* No figure is taller than a landscape page. */
    .figure svg { max-height: 130mm; width: auto; height: auto; }
    .figure details:not([open]), .vega-embed details { display: none; }
    th button::after { content: none; }
    thead { display: table-header-group; }
    tr { break-inside: avoid; }
    th, td { padding: .25rem .35rem; }
    tbody tr:hover { background: none; }
    .banner, .mark, td.published, th.published { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  }

  """
