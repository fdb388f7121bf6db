using BookingEngine.Benchmarks.Cost.Counting;
using BookingEngine.Benchmarks.Cost.Days;
using BookingEngine.Benchmarks.Figures;

namespace BookingEngine.Benchmarks.Cost;

/// <summary>Counts what days of a tenant use, and prices months of them.</summary>
public static class CostBenchmark
{
    private const int Alone = 1_000, RunsOfHour = 12, OperationsOfRun = 3;

    public static async Task RunAsync(CostOptions options, Report report)
    {
        var steps = new Steps(options.Bookings.Count + 2);
        steps.Next("An idle day");
        var (hour, whole) = await CountAsync(options, day => day.IdleAsync());
        EnsureIdle(hour);
        CountedDay idle = new("idle", whole, 0);
        List<CountedDay> days = [idle];
        foreach (var bookings in options.Bookings)
        {
            steps.Next($"A day with {bookings:N0} bookings and the requests around them");
            days.Add(new($"{bookings:N0} bookings", await CountAsync(options, day => day.VisitsAsync(bookings)), bookings));
        }

        var alone = Math.Min(Alone, options.Bookings.Max());
        steps.Next($"A day with {alone:N0} bookings alone");
        days.Add(new($"{alone:N0} bookings alone", await CountAsync(options, day => day.BookingsAloneAsync(alone)), alone));
        await WriteAsync(options, report, days);
    }

    /// <summary>An idle tenant runs one timer each five minutes, and each run makes three store operations.</summary>
    public static void EnsureIdle(Counts hour)
    {
        var (runs, operations) = (hour.Count(Tally.Executions), hour.Count(Tally.Store));
        if (runs > RunsOfHour || operations > RunsOfHour * OperationsOfRun)
        {
            throw new BenchmarkException(
                $"An idle hour had {runs} executions and {operations} store operations, not at most {RunsOfHour} and {RunsOfHour * OperationsOfRun}.");
        }
    }

    private static async Task<T> CountAsync<T>(CostOptions options, Func<TenantDay, Task<T>> run)
    {
        await using var day = await TenantDay.StartAsync(options);
        return await run(day);
    }

    private static async Task WriteAsync(CostOptions options, Report report, List<CountedDay> days)
    {
        var prices = Prices.Load();
        await report.WriteAsync("months", CostTables.Month(days, prices));
        await report.WriteAsync("bookings", CostTables.PerBooking(days[0], days));
        await report.WriteAsync(
            "counts", CostTables.Group(Tally.Executions, "Executions a day", days), CostTables.Group(Tally.Store, "Store operations a day", days),
            CostTables.Group(Tally.Queues, "Queue operations a day", days));
        await report.WriteAsync("prices", CostTables.PricesTable(prices));
        if (options.Summary is not null)
        {
            await report.For(options.Summary).WriteAsync("cost", CostTables.Month(days, prices));
        }
    }
}
