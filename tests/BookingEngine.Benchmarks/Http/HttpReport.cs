namespace BookingEngine.Benchmarks.Http;

/// <summary>Appends to the bare store: spread over streams, concurrently to one stream, and one after the other to one stream.</summary>
public sealed record StoreResults(Measurement Spread, Measurement OneStream, Measurement OneByOne);

/// <summary>The table in docs/benchmarks.md.</summary>
public static class HttpReport
{
    public static void Print(Measurement before, Measurement after, Measurement book, Measurement list, Measurement free, StoreResults store)
    {
        var bare = (before.PerSecond + after.PerSecond) / 2;
        var floor = Math.Min(bare / 6, store.OneStream.PerSecond / 2);
        var table = new Table("What", "a second", "p50 ms", "p99 ms", "CPU µs", "bytes", "of bare endpoint", "of bare store", "to reach", "reached");
        Add(table, "Bare endpoint, before", before, bare, null, "", "");
        Add(table, "Bare endpoint, after", after, bare, null, "", "");
        Add(table, "`POST /bookings`, one calendar", book, bare, store.OneStream, "0.25 (floor: 0.17, or 0.50 of the store)", ResultOf(book, bare, floor));
        Add(table, "`GET /bookings`, 10 of one's own", list, bare, null, "0.33", list.PerSecond >= bare / 3 ? "yes" : "no");
        Add(table, "`GET /availability`, a week, half taken", free, bare, null, "0.25", free.PerSecond >= bare / 4 ? "yes" : "no");
        Add(table, "Store, 50 streams", store.Spread, bare, null, "", "");
        Add(table, "Store, one stream", store.OneStream, bare, null, "", "");
        Add(table, "Store, one stream, one at a time", store.OneByOne, bare, null, "", "");
        table.Print(Console.Out);
        Console.WriteLine("POST goes to the calendar of the one resource that there is; it is compared with the store on one stream.");
    }

    private static string ResultOf(Measurement book, double bare, double floor) => book.PerSecond switch
    {
        var reached when reached >= bare / 4 => "yes",
        var reached when reached >= floor => "floor only",
        _ => "no",
    };

    private static void Add(Table table, string what, Measurement measured, double bare, Measurement? store, string target, string result) => table.Add(
        what, $"{measured.PerSecond:N0}", $"{measured.P50Milliseconds:0.00}", $"{measured.P99Milliseconds:0.00}",
        $"{measured.ProcessorMicroseconds:0}", $"{measured.AllocatedBytes:N0}",
        $"{measured.PerSecond / bare:0.000}", store is null ? "" : $"{measured.PerSecond / store.PerSecond:0.00}", target, result);
}
