using BookingEngine.Benchmarks.Figures;

namespace BookingEngine.Benchmarks.Http;

/// <summary>The tables of docs/benchmarks.md, with the targets.</summary>
public static class HttpTables
{
    private const double MemoryTarget = 150e6;

    /// <summary>With more clients than this a booking has a target.</summary>
    private const int Many = 8;

    public static Table Embedded(EndpointFigures endpoints, BookingLoads bookings)
    {
        var (table, bare) = (NewTable(), endpoints.BarePerSecond);
        Add(table, "Bare endpoint, before", "", endpoints.BareBefore, bare);
        Add(table, "Bare endpoint, after", "", endpoints.BareAfter, bare);
        Add(table, "`GET /bookings`, 10 of one's own", "", endpoints.List, bare, target: "0.33 of the endpoint", isReached: endpoints.List.PerSecond >= bare / 3);
        Add(table, "`GET /availability`, a week, half taken", "", endpoints.Free, bare, target: "0.45 of the endpoint", isReached: endpoints.Free.PerSecond >= bare * 0.45);
        AddBookings(table, bookings, bare, hasTargets: true);
        return table;
    }

    public static Table Mongo(EndpointFigures endpoints, BookingLoads bookings)
    {
        var table = NewTable();
        AddBookings(table, bookings, endpoints.BarePerSecond, hasTargets: false);
        return table;
    }

    public static Table Memory(EndpointFigures endpoints)
    {
        var (table, memory) = (new Table("Local host after 100,000 requests", "MB", "to reach", "reached"), endpoints.Memory);
        table.Add("Working set", $"{memory.WorkingSet / 1e6:0}", $"{MemoryTarget / 1e6:0}", YesOrNo(memory.WorkingSet < MemoryTarget));
        table.Add("of it files, which the system can drop", $"{memory.Files / 1e6:0}", "", "");
        table.Add("of it the managed heap, after the last collection", $"{memory.Heap / 1e6:0}", "", "");
        table.Add("the rest: compiled code, SQLite's caches, threads", $"{memory.Rest / 1e6:0}", "", "");
        return table;
    }

    private static void AddBookings(Table table, BookingLoads bookings, double bare, bool hasTargets)
    {
        foreach (var load in bookings.Http)
        {
            var store = bookings.BareOf(load).PerSecond;
            var (target, floor) = load.IsSpread ? ("0.17 of the endpoint, or 0.50 of the store", Math.Min(bare / 6, store / 2)) : ("0.50 of the store", store / 2);
            var isTarget = hasTargets && load.Clients > Many;
            Add(table, $"`POST /bookings`, {(load.IsSpread ? "50 calendars" : "one calendar")}", $"{load.Clients}", load.Measured, bare, store,
                isTarget ? target : "", isTarget ? load.Measured.PerSecond >= floor : null);
        }

        foreach (var load in bookings.BareStore)
        {
            Add(table, $"Store, {(load.IsSpread ? "50 streams" : "one stream")}", $"{load.Clients}", load.Measured, bare);
        }
    }

    private static Table NewTable() => new(
        "What", "clients", "a second", "p50 ms", "p99 ms", "p99.9 ms", "CPU µs", "bytes", "of bare endpoint", "of bare store", "to reach", "reached");

    private static void Add(
        Table table, string what, string clients, Measurement measured, double bare, double? store = null, string target = "", bool? isReached = null) => table.Add(
        what, clients, $"{measured.PerSecond:N0}", $"{measured.P50Milliseconds:0.00}", $"{measured.P99Milliseconds:0.00}", $"{measured.P999Milliseconds:0.00}",
        $"{measured.ProcessorMicroseconds:0}", $"{measured.AllocatedBytes:N0}", $"{measured.PerSecond / bare:0.000}",
        store is { } s ? $"{measured.PerSecond / s:0.00}" : "", target, isReached is { } reached ? YesOrNo(reached) : "");

    private static string YesOrNo(bool isReached) => isReached ? "yes" : "no";
}
