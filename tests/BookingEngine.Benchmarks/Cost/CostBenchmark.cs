using BookingEngine.Benchmarks.Cost.Counting;
using BookingEngine.Benchmarks.Cost.Days;
using BookingEngine.Benchmarks.Figures;

namespace BookingEngine.Benchmarks.Cost;

/// <summary>Counts what days of a tenant use, and prices months of them.</summary>
public static class CostBenchmark
{
    private const int Alone = 1_000, HoursOfDay = 24;

    public static async Task RunAsync(CostOptions options, Report report)
    {
        var steps = new Steps(options.Bookings.Count + 2);
        steps.Next("An idle hour");
        CountedDay idle = new("idle", (await CountAsync(options, day => day.IdleHourAsync())).Times(HoursOfDay), 0);
        List<CountedDay> days = [idle];
        foreach (var bookings in options.Bookings)
        {
            steps.Next($"A day with {bookings:N0} bookings and the requests around them");
            days.Add(new($"{bookings:N0} bookings", await CountAsync(options, day => day.VisitsAsync(bookings)), bookings));
        }

        var alone = Math.Min(Alone, options.Bookings.Max());
        steps.Next($"A day with {alone:N0} bookings alone");
        days.Add(new($"{alone:N0} bookings alone", await CountAsync(options, day => day.BookingsAloneAsync(alone)), alone));
        await WriteAsync(report, days);
    }

    private static async Task<Counts> CountAsync(CostOptions options, Func<TenantDay, Task<Counts>> run)
    {
        await using var day = await TenantDay.StartAsync(options);
        return await run(day);
    }

    private static async Task WriteAsync(Report report, IReadOnlyList<CountedDay> days)
    {
        var prices = Prices.Load();
        await report.WriteAsync("months", CostTables.Month(days, prices));
        await report.WriteAsync("bookings", CostTables.PerBooking(days[0], days));
        await report.WriteAsync(
            "counts", CostTables.Group(Tally.Executions, "Executions a day", days), CostTables.Group(Tally.Store, "Store operations a day", days),
            CostTables.Group(Tally.Queues, "Queue operations a day", days));
        await report.WriteAsync("prices", CostTables.PricesTable(prices));
    }
}
