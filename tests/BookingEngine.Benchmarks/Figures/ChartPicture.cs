using System.Globalization;
using System.Security;
using System.Text;

namespace BookingEngine.Benchmarks.Figures;

/// <summary>Draws charts beside each other as SVG, on their own background, light or dark as the reader prefers.</summary>
public sealed class ChartPicture
{
    private const int Width = 440, Height = 380, Left = 64, Right = 20, Top = 40, Bottom = 50, LegendLine = 18;

    private const string Style = """
        <style>
          text { font: 12px system-ui, sans-serif; fill: #24292f } .title { font-weight: 600; font-size: 13px }
          .back { fill: #ffffff } .grid { stroke: #d0d7de } .line { fill: none; stroke-width: 2 } .reference { stroke-dasharray: 5 4 }
          .c0 { --c: #0969da } .c1 { --c: #bc4c00 } .c2 { --c: #1a7f37 } .c3 { --c: #8250df } .line { stroke: var(--c) } .dot { fill: var(--c) }
          @media (prefers-color-scheme: dark) {
            text { fill: #e6edf3 } .back { fill: #0d1117 } .grid { stroke: #30363d }
            .c0 { --c: #58a6ff } .c1 { --c: #f0883e } .c2 { --c: #3fb950 } .c3 { --c: #bc8cff }
          }
        </style>
        """;

    private readonly StringBuilder _svg = new();

    /// <summary>The picture of the charts, from left to right.</summary>
    public static string Of(IReadOnlyList<LineChart> charts) => new ChartPicture().Draw(charts);

    private string Draw(IReadOnlyList<LineChart> charts)
    {
        var (width, height) = (Width * charts.Count, Height + (LegendLine * charts.Max(c => c.Lines.Count)));
        Add($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">""");
        _svg.Append(Style).Append('\n');
        Add($"""<rect class="back" width="{width}" height="{height}"/>""");
        foreach (var (n, chart) in charts.Index())
        {
            Add($"""<g transform="translate({n * Width} 0)">""");
            DrawAxes(chart);
            DrawLines(chart);
            Add($"</g>");
        }

        Add($"</svg>");
        return _svg.ToString();
    }

    private void DrawAxes(LineChart chart)
    {
        Label(Width / 2, 22, chart.Title, "middle", "title");
        foreach (var y in chart.Ys)
        {
            Add($"""<line class="grid" x1="{Left}" x2="{Width - Right}" y1="{YOf(chart, y):0.#}" y2="{YOf(chart, y):0.#}"/>""");
            Label(Left - 6, YOf(chart, y) + 4, Number(y), "end");
        }

        foreach (var x in chart.Xs)
        {
            Label(XOf(chart, x), Height - Bottom + 18, Number(x), "middle");
        }

        Label(Width / 2, Height - Bottom + 38, chart.X, "middle");
        var middle = (Top + Height - Bottom) / 2;
        Add($"""<text transform="translate(14 {middle}) rotate(-90)" text-anchor="middle">{SecurityElement.Escape(chart.Y)}</text>""");
    }

    private void DrawLines(LineChart chart)
    {
        foreach (var (n, line) in chart.Lines.Index())
        {
            var (kind, at) = (line.IsReference ? $"line reference c{n % 4}" : $"line c{n % 4}", Height + (n * LegendLine));
            var points = string.Join(' ', line.Points.Select(p => Text($"{XOf(chart, p.X):0.#},{YOf(chart, p.Y):0.#}")));
            Add($"""<polyline class="{kind}" points="{points}"/>""");
            foreach (var (x, y) in line.Points)
            {
                Add($"""<circle class="dot c{n % 4}" cx="{XOf(chart, x):0.#}" cy="{YOf(chart, y):0.#}" r="3"/>""");
            }

            Add($"""<line class="{kind}" x1="{Left}" x2="{Left + 24}" y1="{at}" y2="{at}"/>""");
            Label(Left + 32, at + 4, line.Name, "start");
        }
    }

    private void Label(double x, double y, string text, string anchor, string kind = "label") =>
        Add($"""<text class="{kind}" x="{x:0.#}" y="{y:0.#}" text-anchor="{anchor}">{SecurityElement.Escape(text)}</text>""");

    private void Add(FormattableString line) => _svg.Append(Text(line)).Append('\n');

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString(value is 0 or >= 10 ? "N0" : "0.##", CultureInfo.InvariantCulture);

    private static double XOf(LineChart chart, double x) => Left + 12 + (chart.XShare(x) * (Width - Left - Right - 24));

    private static double YOf(LineChart chart, double y) => Height - Bottom - (chart.YShare(y) * (Height - Top - Bottom));
}
