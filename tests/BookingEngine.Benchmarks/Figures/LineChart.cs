namespace BookingEngine.Benchmarks.Figures;

/// <summary>Lines over a logarithmic x axis and a y axis that starts at 0.</summary>
/// <param name="X">The label of the x axis.</param>
/// <param name="Y">The label of the y axis.</param>
public sealed record LineChart(string Title, string X, string Y, IReadOnlyList<ChartLine> Lines)
{
    private const int Ticks = 5;

    /// <summary>The x values of all lines, ascending. Each is labelled.</summary>
    public IReadOnlyList<double> Xs => [.. Lines.SelectMany(l => l.Points).Select(p => p.X).Distinct().Order()];

    /// <summary>The labelled y values, from 0 to at least the highest point, in steps of 1, 2 or 5 times a power of ten.</summary>
    public IReadOnlyList<double> Ys
    {
        get
        {
            var step = StepOf(Lines.SelectMany(l => l.Points).Max(p => p.Y));
            var count = (int)Math.Ceiling(Lines.SelectMany(l => l.Points).Max(p => p.Y) / step);
            return [.. Enumerable.Range(0, count + 1).Select(n => n * step)];
        }
    }

    /// <summary>Where a value is on the x axis, from 0 to 1.</summary>
    public double XShare(double x) => Xs is [var first, .., var last] ? Math.Log(x / first) / Math.Log(last / first) : 0.5;

    /// <summary>Where a value is on the y axis, from 0 to 1.</summary>
    public double YShare(double y) => y / Ys[^1];

    private static double StepOf(double highest)
    {
        var rough = Math.Max(highest, double.Epsilon) / Ticks;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return power * ((rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
    }
}

/// <param name="IsReference">Drawn dashed: what the others are compared with.</param>
public sealed record ChartLine(string Name, IReadOnlyList<(double X, double Y)> Points, bool IsReference = false);
