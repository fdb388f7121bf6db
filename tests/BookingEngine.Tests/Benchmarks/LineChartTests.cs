using System.Xml.Linq;
using BookingEngine.Benchmarks.Figures;

namespace BookingEngine.Tests.Benchmarks;

public sealed class LineChartTests
{
    private static readonly LineChart Chart = new(
        "A < B", "clients", "a second",
        [new("One & all", [(1, 10), (8, 25), (64, 42)]), new("Limit", [(1, 30), (64, 30)], IsReference: true)]);

    [Theory]
    [InlineData(42, new[] { 0.0, 10, 20, 30, 40, 50 })]
    [InlineData(5, new[] { 0.0, 1, 2, 3, 4, 5 })]
    [InlineData(1.3, new[] { 0.0, 0.5, 1, 1.5 })]
    [InlineData(9_500, new[] { 0.0, 2_000, 4_000, 6_000, 8_000, 10_000 })]
    public void Y_axis_has_round_steps_up_to_the_highest_point(double highest, double[] expected) =>
        Assert.Equal(expected, (Chart with { Lines = [new("", [(1, highest)])] }).Ys.Select(y => Math.Round(y, 9)));

    [Fact]
    public void X_axis_is_logarithmic_over_all_lines()
    {
        Assert.Equal([1, 8, 64], Chart.Xs);
        Assert.Equal([0, 0.5, 1], Chart.Xs.Select(x => Math.Round(Chart.XShare(x), 9)));
    }

    [Fact]
    public void Y_share_is_of_the_axis() => Assert.Equal([0, 0.5, 1], ((double[])[0, 25, 50]).Select(Chart.YShare));

    [Fact]
    public void Picture_has_each_line_with_its_points_and_labels()
    {
        XNamespace svg = "http://www.w3.org/2000/svg";
        var picture = XDocument.Parse(ChartPicture.Of([Chart, Chart with { Title = "Second" }])).Root!;
        Assert.Equal("880", picture.Attribute("width")!.Value);
        var first = picture.Elements(svg + "g").First();
        Assert.Equal([3, 2], first.Elements(svg + "polyline").Select(l => l.Attribute("points")!.Value.Split(' ').Length));
        Assert.Equal(["line c0", "line reference c1"], first.Elements(svg + "polyline").Select(l => l.Attribute("class")!.Value));
        Assert.Equal(
            ["A < B", "0", "10", "20", "30", "40", "50", "1", "8", "64", "clients", "a second", "One & all", "Limit"],
            first.Elements(svg + "text").Select(t => t.Value));
    }

    [Fact]
    public void Picture_draws_a_higher_value_higher()
    {
        XNamespace svg = "http://www.w3.org/2000/svg";
        var dots = XDocument.Parse(ChartPicture.Of([Chart])).Descendants(svg + "circle").Take(3).ToArray();
        double[] heights = [.. dots.Select(d => double.Parse(d.Attribute("cy")!.Value, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal(heights.OrderDescending(), heights);
        Assert.Equal(3, heights.Distinct().Count());
    }
}
