/// The style of a notebook's page, on screen and on paper.
let notebookStylesheet = """
  :root { --ink: #1c2430; --soft: #5b6675; --rule: #c9d1da; --faint: #f4f6f8; --accent: #14507d; --warn: #9a3412; }
  * { box-sizing: border-box; }
  body {
    margin: 0 auto; max-width: 64rem; padding: 2.5rem 2rem 4rem; color: var(--ink); background: #fff;
    font: 16px/1.6 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "WenQuanYi Micro Hei", sans-serif;
  }
  h1 { margin: 0 0 1rem; font-size: 1.9rem; line-height: 1.3; }
  h2 { margin: 2.6rem 0 .8rem; padding-bottom: .3rem; border-bottom: 2px solid var(--accent); color: var(--accent); font-size: 1.35rem; }
  h3 { margin: 1.8rem 0 .6rem; font-size: 1.05rem; }
  p, ul { max-width: 46rem; }
  blockquote {
    margin: 1rem 0; padding: .5rem .9rem; border-left: .35rem solid var(--warn); background: #fff4ec; color: var(--warn);
  }
  pre {
    margin: 1rem 0; padding: .8rem 1rem; overflow-x: auto; border-left: .2rem solid var(--rule); background: var(--faint);
    font-size: .8rem; line-height: 1.5;
  }
  code { font-family: ui-monospace, "DejaVu Sans Mono", Consolas, Menlo, monospace; }
  :not(pre) > code { padding: .05em .3em; background: var(--faint); font-size: .9em; }
  .scroll { margin: 1rem 0; overflow-x: auto; }
  table { border-collapse: collapse; border-top: 2px solid var(--ink); border-bottom: 2px solid var(--ink); font-size: .85rem;
    line-height: 1.45; font-variant-numeric: tabular-nums; }
  th, td { padding: .35rem .7rem; text-align: left; vertical-align: baseline; }
  th { max-width: 14em; border-bottom: 1px solid var(--ink); font-weight: 600; vertical-align: bottom; }
  .number { text-align: right; }
  td.number { white-space: nowrap; }
  tbody tr + tr { border-top: 1px solid var(--faint); }
  img { max-width: 100%; height: auto; }
  @media (max-width: 40rem) {
    body { padding: 1.2rem 1rem 3rem; }
    h1 { font-size: 1.5rem; }
    pre { font-size: .72rem; }
    th, td { padding: .3rem .45rem; }
  }
  @media print {
    body { max-width: none; padding: 0; font-size: 10pt; }
    pre { white-space: pre-wrap; overflow: visible; }
    .scroll { overflow: visible; }
    table { font-size: 7.5pt; }
    h2, h3 { break-after: avoid; }
    tr, img { break-inside: avoid; }
  }

  """
