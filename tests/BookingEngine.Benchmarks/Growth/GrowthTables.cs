using BookingEngine.Benchmarks.Figures;

namespace BookingEngine.Benchmarks.Growth;

/// <summary>The processor time of each request, and how many times that of the smallest store.</summary>
public static class GrowthTables
{
    private const double Most = 1.2;

    private static readonly (string Name, Func<GrowthRound, Measurement> Of)[] Requests =
        [("POST /bookings", r => r.Book), ("GET /bookings", r => r.List), ("GET /availability", r => r.Free)];

    public static Table Of(IReadOnlyList<GrowthStore> stores, GrowthCurve curve)
    {
        string[] header = [.. Requests.SelectMany(r => (string[])[$"`{r.Name}` CPU µs", "p50 ms", "of the first"])];
        var table = new Table([curve.Name, .. header, "at most", "reached"]);
        foreach (var store in stores.Where(s => s.Curve == curve))
        {
            var ratios = Requests.Select(r => RatioOf(stores, store, r.Of)).ToArray();
            var cells = Requests.Zip(ratios, (r, ratio) => (string[])
            [
                $"{store.MedianOf(r.Of, m => m.ProcessorMicroseconds!.Value):0}", $"{store.MedianOf(r.Of, m => m.P50Milliseconds):0.00}", $"{ratio:0.00}",
            ]);
            table.Add([$"{store.Size:N0}", .. cells.SelectMany(c => c), $"{Most:0.0}", ratios.All(r => r <= Most) ? "yes" : "no"]);
        }

        return table;
    }

    public static LineChart ChartOf(IReadOnlyList<GrowthStore> stores, GrowthCurve curve)
    {
        var lines = Requests.Select(r => new ChartLine(
            r.Name, [.. stores.Where(s => s.Curve == curve).Select(s => ((double)s.Size, RatioOf(stores, s, r.Of)))]));
        ChartLine most = new("At most", [.. curve.Sizes.Select(s => ((double)s, Most))], IsReference: true);
        return new(curve.Name, "number, logarithmic", "processor time, of the first", [.. lines, most]);
    }

    private static double RatioOf(IReadOnlyList<GrowthStore> stores, GrowthStore store, Func<GrowthRound, Measurement> request)
    {
        double ProcessorOf(GrowthStore s) => s.MedianOf(request, m => m.ProcessorMicroseconds!.Value);
        return ProcessorOf(store) / ProcessorOf(stores.First(s => s.Curve == store.Curve));
    }
}
