using BookingEngine.Benchmarks.Figures;

namespace BookingEngine.Benchmarks.Http;

/// <summary>Requests over HTTP, each compared with a baseline of the same run.</summary>
public static class HttpBenchmark
{
    public static async Task RunAsync(Options options, Report report)
    {
        var steps = new Steps(EmbeddedBenchmark.StepCount + MongoBenchmark.StepCount);
        var (endpoints, embedded) = await new EmbeddedBenchmark(options, steps).RunAsync();
        var mongo = await new MongoBenchmark(options, steps).RunAsync();
        await report.WriteAsync(
            "http", HttpTables.Embedded(endpoints, embedded), HttpTables.Memory(endpoints), "Over MongoDB's protocol, with a stand-in as the server:\n",
            HttpTables.Mongo(endpoints, mongo));
        await report.DrawAsync("benchmarks.svg", [Chart("Embedded store", embedded), Chart("MongoDB (stand-in)", mongo)]);
    }

    private static LineChart Chart(string store, BookingLoads loads) => new(
        $"POST /bookings: {store}", "clients", "a second",
        [
            Line("50 calendars", loads.Http, isSpread: true), Line("One calendar", loads.Http, isSpread: false),
            Line("Bare store, 50 streams", loads.BareStore, isSpread: true) with { IsReference = true },
            Line("Bare store, one stream", loads.BareStore, isSpread: false) with { IsReference = true },
        ]);

    private static ChartLine Line(string name, IReadOnlyList<BookingLoad> loads, bool isSpread) =>
        new(name, [.. loads.Where(l => l.IsSpread == isSpread).Select(l => ((double)l.Clients, l.Measured.PerSecond))]);
}
