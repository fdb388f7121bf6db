using BookingEngine.Branding;

namespace BookingEngine.Functions.Pages.Layout;

/// <summary>The style of all pages, in the brand's colours.</summary>
internal static class PageStyle
{
    private const string Neutral = """
        :root{color-scheme:light dark;--ink:#1c1e21;--soft:#5b616b;--page:#f5f6f8;--card:#fff;--line:#7d8592;--rule:#e3e6eb;--tint:#eef2fd;--act:#1f4fd8;--bad:#b3261e}
        """;

    private const string Dark =
        "\n@media(prefers-color-scheme:dark){:root{--ink:#eceef1;--soft:#a9b0ba;--page:#131518;--card:#1d2024;--line:#7b838f;--rule:#3d434d;--tint:#2d3957;--act:#9db7ff;--bad:#ff9d94}}\n";

    private const string Rules = """
        *{box-sizing:border-box}
        html{scroll-padding:24px;-webkit-text-size-adjust:100%}
        body{margin:0;min-height:100vh;display:grid;justify-items:center;align-content:start;padding:clamp(16px,6vh,64px) 16px;background:var(--page);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
        main{width:100%;max-width:34rem;padding:32px;border:1px solid var(--rule);border-radius:16px;background:var(--card)}
        main.wide{max-width:52rem}
        main.full{max-width:80rem}
        h1{margin:0 0 20px;font-size:1.625rem;line-height:1.25;letter-spacing:-.01em;text-wrap:balance}
        h2{margin:0 0 8px;font-size:1.125rem;line-height:1.35}
        h3{margin:20px 0 8px;font-size:.9375rem;font-weight:600;color:var(--soft)}
        p{margin:0 0 16px}
        a{color:var(--act)}
        label,legend{display:block;margin:0 0 6px;font-weight:600}
        label span{font-weight:400;color:var(--soft)}
        fieldset{margin:0;padding:0;border:0}
        input,select,textarea{width:100%;min-height:44px;padding:10px 12px;font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:10px}
        textarea{min-height:96px;resize:vertical}
        [aria-invalid]{border-color:var(--bad);border-width:2px}
        form+form{margin-top:12px}
        .field{margin:0 0 20px}
        :focus-visible{outline:3px solid var(--act);outline-offset:2px}
        [data-focus]:focus{outline:none}
        .hint+.field{margin-top:20px}
        @media(pointer:coarse){.keys{display:none}}
        summary.button{list-style:none}
        .hint{margin:6px 0 0;font-size:.875rem;color:var(--soft)}
        .error{color:var(--bad);font-weight:600}
        .summary{margin:0 0 24px;padding:16px 20px;border:2px solid var(--bad);border-radius:10px}
        .summary ul{margin:8px 0 0;padding-inline-start:20px}
        .summary a{color:var(--bad)}
        .note{margin:0 0 24px;padding:12px 16px;border-radius:10px;background:var(--tint)}
        .note button{width:auto;margin:8px 0 0}
        .brand{font-weight:600}
        .brand img{display:block;max-width:100%;max-height:56px;width:auto;height:auto;padding:4px;border-radius:6px;background:#fff}
        .step{margin:0 0 4px;font-size:.875rem;color:var(--soft)}
        .back{display:inline-block;min-height:24px;margin:0 0 16px;font-size:.9375rem}
        footer{margin-top:32px;padding-top:16px;border-top:1px solid var(--rule);font-size:.875rem;color:var(--soft)}
        footer a{color:inherit;display:inline-block;min-height:24px}
        .list{margin:0;padding:0;list-style:none;display:grid;gap:12px}
        .list a{display:block;padding:16px 20px;border:1px solid var(--rule);border-radius:12px;color:inherit;text-decoration:none}
        .list a:hover{border-color:var(--act);background:var(--tint)}
        .list strong{display:block;font-size:1.0625rem}
        .list span{color:var(--soft)}
        .part{margin:32px 0 12px}
        .check{font-weight:400}
        .check input{width:24px;min-height:24px;vertical-align:middle}
        .two{display:grid;gap:32px}
        @media(min-width:46rem){.two{grid-template-columns:minmax(0,22.5rem) minmax(0,1fr)}}
        .bar{display:flex;align-items:center;justify-content:space-between;gap:8px;margin:0 0 12px;min-height:44px}
        .bar h2,.week h2{margin:0}
        .bar a,.bar span{display:grid;place-items:center;width:44px;height:44px;border-radius:10px;text-decoration:none;font-size:1.25rem}
        .bar a:hover{background:var(--tint)}
        [dir=rtl] .bar a{transform:scaleX(-1)}
        table.month{width:100%;border-collapse:collapse;table-layout:fixed;text-align:center}
        .month th{padding:8px 0;font-size:.8125rem;font-weight:600;color:var(--soft)}
        .month td{padding:2px 0}
        .day{display:grid;place-items:center;width:44px;height:44px;margin:0 auto;border-radius:50%;color:var(--soft)}
        a.day{font-weight:650;color:var(--ink);background:var(--tint);text-decoration:none;box-shadow:inset 0 0 0 1px var(--rule)}
        a.day:hover{box-shadow:inset 0 0 0 2px var(--act)}
        .now{text-decoration:underline;text-underline-offset:4px}
        .times{display:grid;grid-template-columns:repeat(auto-fill,minmax(6.5rem,1fr));gap:10px}
        .times button{margin:0;padding:8px;min-height:44px;color:inherit;background:transparent;border:1px solid var(--line)}
        .times button:hover{border-color:var(--act);background:var(--tint)}
        dl{margin:0 0 24px}
        dl div{display:grid;grid-template-columns:7rem 1fr auto;gap:4px 16px;padding:12px 0;border-bottom:1px solid var(--rule)}
        dt{color:var(--soft)}
        dd{margin:0;overflow-wrap:anywhere;white-space:pre-line}
        dl button{width:auto;min-height:24px;margin:0;padding:0 4px;color:var(--act);background:none;border:0;font-weight:400;text-decoration:underline}
        @media(max-width:30rem){main{padding:20px 16px;border:0;border-radius:0}body{padding:0;background:var(--card)}dl div{grid-template-columns:1fr auto}dd{grid-column:1/-1;grid-row:2}dd+dd{grid-column:2;grid-row:1}main:has(.month){padding-inline:6px}main:has(.month) .two>*,main:has(.month)>:not(.two,#move),#move>:not(.two){margin-inline:6px}.month{margin-inline:0}}
        details{margin:20px 0 0;font-size:.9375rem}
        summary{min-height:24px;cursor:pointer;color:var(--act)}
        details form{display:grid;gap:8px;margin-top:12px}
        .menu{display:flex;flex-wrap:wrap;gap:4px;width:100%;max-width:80rem;margin:0 0 16px}
        .menu:has(+main.wide){max-width:52rem}
        .menu a,.menu button,.tabs a{width:auto;min-height:44px;margin:0;padding:10px 14px;border:1px solid transparent;border-radius:10px;color:var(--ink);background:none;font:inherit;font-weight:400;text-decoration:none}
        .menu a:hover,.menu button:hover,.tabs a:hover{background:var(--tint)}
        .menu [aria-current],.tabs [aria-current]{font-weight:650;background:var(--tint);box-shadow:inset 0 0 0 1px var(--rule)}
        .menu form{margin:0 0 0 auto}
        .tabs{display:flex;gap:4px;margin:0 0 16px}
        .tabs b{display:inline-block;min-width:24px;padding:0 7px;border-radius:12px;text-align:center}
        .filter{display:flex;flex-wrap:wrap;align-items:end;gap:12px;margin:0 0 20px}
        .filter div{flex:1 1 11rem;max-width:20rem}
        .filter button{width:auto;margin:0}
        .filter :is(input,select,button){height:46px}
        .turns{justify-content:flex-start}
        .turns a{border:1px solid var(--line);color:var(--ink)}
        .bar a.today{width:auto;padding:0 16px;font-size:1rem}
        .bar a.today[aria-current]{font-weight:650;background:var(--tint)}
        .agenda{max-width:44rem}
        .week{display:grid;gap:12px}
        .week h2{font-size:1rem}
        .week h2 a{position:relative;display:inline-flex;align-items:center;gap:8px;min-height:44px;padding:0 10px;border-radius:10px;color:var(--ink);text-decoration:none}
        .week h2 span:not(.hidden){font-weight:400;color:var(--soft)}
        .week h2[aria-current] a{box-shadow:inset 0 0 0 2px var(--act)}
        .week .hint{margin:0 10px 8px}
        @media(min-width:64rem){.week{grid-template-columns:repeat(7,minmax(0,1fr));gap:10px}.week section{padding-inline-end:10px;border-inline-end:1px solid var(--rule);min-height:16rem}.week section:last-child{border:0;padding:0}}
        .cards{margin:0;padding:0;list-style:none;display:grid;gap:8px}
        .card{position:relative;display:grid;gap:2px;padding:12px 14px;border:1px solid var(--rule);border-inline-start:4px solid var(--act);border-radius:10px;color:inherit;text-decoration:none;overflow-wrap:anywhere}
        a.card:hover{background:var(--tint)}
        .card .when{font-variant-numeric:tabular-nums;font-size:.9375rem;color:var(--soft)}
        .card.pending{border-style:dashed;border-color:var(--act);border-inline-start-style:solid}
        .card.off,.card.completed,.card.no_show{border-inline-start-color:var(--line)}
        .card.off{background:var(--tint)}
        .card form{margin-top:8px}
        .card form button{width:auto;margin:0}
        .chip{justify-self:start;margin-top:4px;padding:0 8px;border:1px solid var(--line);border-radius:8px;font-size:.875rem}
        .actions{display:grid;gap:12px;align-content:start}
        .actions form,.actions details{margin:0;font-size:1rem}
        .actions .button,.actions button{margin:0}
        .actions details form{margin-top:12px}
        .danger{color:var(--bad);background:transparent;border-color:var(--bad)}
        #move{margin-top:32px;padding-top:24px;border-top:1px solid var(--rule)}
        @media(max-width:30rem){.menu{display:grid;grid-template-columns:1fr 1fr;margin:0;padding:8px;border-bottom:1px solid var(--rule)}.menu form{margin:0}.menu button{width:100%;text-align:start}.filter div{max-width:none}}
        code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:1.0625rem;overflow-wrap:anywhere}
        .codes{margin:0 0 24px;padding:0;list-style:none;display:grid;gap:8px}
        .hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        .trap{position:absolute;inset-inline-start:-9999px}
        @media(prefers-reduced-motion:no-preference){a,button{transition:background .12s,border-color .12s,box-shadow .12s}}

        """;

    // The colours of a brand are those of a light page. A dark one stays neutral, with the brand's buttons.
    public static string Of(BrandColours? colours) => (colours is { } c
        ? $":root{{color-scheme:light dark;--ink:{c.Text};--soft:{Readable(Colour.Mix(c.Text, c.Background, 0.72), c.Text, c)};--page:{c.Background};--card:{c.Background};--line:{c.Text};"
            + $"--rule:{Colour.Mix(c.Text, c.Background, 0.16)};--tint:{TintOf(c)};--act:{c.Primary};--bad:{c.Text}}}"
        : Neutral) + Dark + Rules + Buttons(colours?.Primary ?? "#1f4fd8", colours?.Background ?? "#fff");

    // A mixed colour is only taken if text can be read on it.
    private static string TintOf(BrandColours c)
    {
        var tint = Colour.Mix(c.Primary, c.Background, 0.08);
        return Colour.ContrastOf(c.Text, tint) >= Colour.MinimumContrast && Colour.ContrastOf(c.Primary, tint) >= Colour.MinimumContrast ? tint : c.Background;
    }

    private static string Readable(string mixed, string otherwise, BrandColours c) =>
        Colour.ContrastOf(mixed, TintOf(c)) >= Colour.MinimumContrast ? mixed : otherwise;

    private static string Buttons(string colour, string text) =>
        "button,.button{display:block;width:100%;min-height:44px;margin-top:16px;padding:10px 20px;font:inherit;font-weight:600;text-align:center;text-decoration:none;color:" + text
        + ";background:" + colour + ";border:1px solid transparent;border-radius:10px;cursor:pointer}\n.plain{color:inherit;background:transparent;border-color:var(--line)}\n"
        + "a.day[aria-current=date],.tabs b{color:" + text + ";background:" + colour + "}\n";
}
