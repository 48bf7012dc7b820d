namespace QaaHybrid.Training;

public static partial class ReportPage
{
    private const string Style =
        """
        :root { --ink: #1d2430; --soft: #5b6472; --line: #d9dde3; --grid: #e8eaee; --paper: #fff; --wash: #f6f7f9; --accent: #0072b2; --good: #00724f; --bad: #b3261e; --rule: #8a93a0; --front: #555; color-scheme: light dark; }
        * { box-sizing: border-box; }
        body { margin: 0; color: var(--ink); background: var(--paper); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
        header, main { max-width: 1080px; margin: 0 auto; padding: 0 28px; }
        header { padding-top: 44px; }
        .kicker { margin: 0; color: var(--accent); font-size: 13px; font-weight: 600; letter-spacing: .06em; text-transform: uppercase; }
        h1 { margin: 4px 0 8px; font-size: 34px; line-height: 1.2; letter-spacing: -.01em; }
        .lead { margin: 0; max-width: 76ch; color: var(--soft); }
        section { margin-top: 44px; }
        h2 { margin: 0 0 6px; font-size: 21px; }
        h3 { margin: 22px 0 6px; font-size: 15px; }
        .scroll + .note { margin-top: 10px; }
        .note { margin: 0 0 14px; max-width: 80ch; color: var(--soft); font-size: 14px; overflow-wrap: anywhere; }
        .remark { max-width: 80ch; margin: 14px 0 0; padding: 10px 16px; border-left: 3px solid var(--accent); background: var(--wash); }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { padding: 8px 12px; border-bottom: 1px solid var(--line); text-align: right; vertical-align: baseline; white-space: nowrap; }
        th { color: var(--soft); font-size: 13px; font-weight: 600; }
        thead th { border-bottom: 2px solid var(--line); vertical-align: bottom; }
        th:first-child, td:first-child { text-align: left; padding-left: 0; }
        th:last-child, td:last-child { padding-right: 0; }
        td .kind { color: var(--soft); font-size: 13px; }
        td .interval { display: block; color: var(--soft); font-size: 12px; font-weight: 400; }
        td.best { font-weight: 700; }
        tr.base td { color: var(--soft); }
        .short { margin: 8px 0 18px; padding-left: 20px; max-width: 90ch; }
        .short li { margin: 3px 0; }
        .methods td:last-child { text-align: left; white-space: normal; color: var(--soft); }
        .methods th:last-child { text-align: left; }
        dl { margin: 8px 0; max-width: 90ch; font-size: 14px; }
        dt { font-weight: 600; }
        dd { margin: 0 0 8px; color: var(--soft); }
        .drop { color: var(--soft); font-size: 13px; }
        .swatch { width: 30px; height: 10px; margin-right: 8px; vertical-align: middle; }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(440px, 1fr)); gap: 26px 32px; }
        figure { margin: 0; }
        figcaption { font-weight: 600; font-size: 15px; margin-bottom: 4px; }
        .chart { width: 100%; height: auto; font-size: 13px; }
        .chart text { fill: var(--soft); font-family: inherit; }
        .chart .label { fill: var(--ink); }
        .grid { stroke: var(--grid); }
        .axis { stroke: var(--rule); fill: none; }
        .chart .base { stroke: var(--rule); }
        .chart .front { stroke: var(--front); }
        .chart .halo { stroke: var(--paper); }
        .hollow { fill: var(--paper); }
        .samples th, .samples td { text-align: left; white-space: normal; vertical-align: top; font-size: 14px; padding: 5px 12px 5px 0; }
        .samples .name { width: 190px; white-space: nowrap; color: var(--soft); }
        .samples .source td { padding-top: 16px; border-bottom: 0; font-weight: 600; font-size: 15px; }
        .samples .reference td { color: var(--ink); background: var(--wash); }
        .drawing { overflow-x: auto; padding: 10px; background: #fff; border-bottom: 1px solid var(--line); }
        .drawing svg { max-width: none; }
        .ok { color: var(--good); font-weight: 600; }
        .bad { color: var(--bad); font-weight: 600; }
        details { border-top: 1px solid var(--line); padding: 10px 0; }
        summary { cursor: pointer; font-weight: 600; }
        pre { overflow-x: auto; padding: 14px 16px; background: var(--wash); font: 13px/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, monospace; }
        .facts { width: auto; margin-top: 8px; }
        .facts th, .facts td { text-align: left; padding-right: 28px; white-space: normal; }
        main { padding-bottom: 64px; }
        @media (max-width: 560px) { .charts { grid-template-columns: 1fr; } header, main { padding-left: 16px; padding-right: 16px; } }
        @media screen and (prefers-color-scheme: dark) {
          :root {
            --ink: #e8ebf0; --soft: #a9b2bf; --line: #39414d; --grid: #272d37; --paper: #14181f; --wash: #1d232d; --accent: #56b4e9;
            --good: #3ecf9a; --bad: #ff8a80; --rule: #8a93a0; --front: #b4bcc8;
          }
        }
        @media print { section, figure { break-inside: avoid; } details { display: none; } }

        """;
}
