using BookingEngine.Benchmarks.Cost.Counting;
using BookingEngine.Benchmarks.Figures;

namespace BookingEngine.Benchmarks.Cost;

/// <param name="Counts">What a day uses.</param>
/// <param name="Bookings">The bookings of the day.</param>
public sealed record CountedDay(string Name, Counts Counts, int Bookings);

/// <summary>The tables of docs/cost.md.</summary>
public static class CostTables
{
    /// <summary>What a month has.</summary>
    public const int DaysOfMonth = 30;

    /// <summary>As infra's <c>instanceMemoryMB</c>. An execution counts for at least one second of it, unless it shares the second with others.</summary>
    private const double InstanceGigabytes = 2, Seconds = 1;

    /// <summary>One row per name of a group, one column per day.</summary>
    public static Table Group(string group, string title, IReadOnlyList<CountedDay> days)
    {
        var table = new Table([title, .. days.Select(d => d.Name)]);
        foreach (var name in days.SelectMany(d => d.Counts.Values.Keys).Where(k => k.Group == group).Select(k => k.Name).Distinct().Order(StringComparer.Ordinal))
        {
            table.Add([name, .. days.Select(d => Number(d.Counts.Of((group, name)).Count))]);
        }

        table.Add(["**all**", .. days.Select(d => Number(d.Counts.Count(group)))]);
        return table;
    }

    /// <summary>Sums and what a booking adds to an idle day.</summary>
    public static Table PerBooking(CountedDay idle, IReadOnlyList<CountedDay> days)
    {
        var table = new Table("A booking adds", "executions", "store operations", "request units", "queue operations", "log records", "log bytes", "bytes answered");
        foreach (var day in days.Where(d => d.Bookings > 0))
        {
            double Of(Func<Counts, double> count) => (count(day.Counts) - count(idle.Counts)) / day.Bookings;
            table.Add(
                day.Name, $"{Of(c => c.Count(Tally.Executions)):0.0}", $"{Of(c => c.Count(Tally.Store)):0.0}", $"{Of(c => c.Amount(Tally.Store)):0}",
                $"{Of(QueueOperations):0.0}", $"{Of(c => c.Count(Tally.Logs)):0.0}", $"{Of(c => c.Amount(Tally.Logs)):N0}", $"{Of(c => c.Amount(Tally.Answers)):N0}");
        }

        return table;
    }

    /// <summary>The dollars of a month of 30 such days.</summary>
    public static Table Month(IReadOnlyList<CountedDay> days, Prices prices)
    {
        var table = new Table(["Dollars a month", .. days.Select(d => d.Name)]);
        var rows = days.Select(d => MonthOf(d, prices)).ToArray();
        foreach (var n in Enumerable.Range(0, rows[0].Count))
        {
            table.Add([rows[0][n].What, .. rows.Select(r => $"{r[n].Dollars:0.00}")]);
        }

        table.Add(["**all**", .. rows.Select(r => $"{r.Sum(x => x.Dollars):0.00}")]);
        table.Add(["all, within the free grants of a subscription", .. days.Select(d => $"{WithinGrants(d, prices):0.00}")]);
        return table;
    }

    /// <summary>Polls are not among the counts: one for each message that was handled.</summary>
    public static double QueueOperations(Counts counts) =>
        counts.Count(Tally.Queues) + counts.Values.Where(v => v.Key.Name.StartsWith(QueueOperation.Delete, StringComparison.Ordinal)).Sum(v => v.Value.Count);

    public static Table PricesTable(Prices prices)
    {
        var table = new Table("Price", "dollars", "for one", "free a month", "page", "read on");
        foreach (var price in prices.All)
        {
            table.Add(price.What, $"{price.Dollars:0.########}", price.Unit, $"{price.Free:N0}", price.Source, price.Date ?? "not recorded");
        }

        return table;
    }

    private static IReadOnlyList<(string What, double Dollars)> MonthOf(CountedDay day, Prices prices)
    {
        var month = day.Counts.Times(DaysOfMonth);
        return
        [
            ("Executions' memory", prices.Of("gb_seconds", month.Count(Tally.Executions) * Seconds * InstanceGigabytes)),
            ("Executions", prices.Of("executions", month.Count(Tally.Executions))),
            ("Request units", prices.Of("request_units", month.Amount(Tally.Store))),
            ("Queue operations", prices.Of("queue_operations", QueueOperations(month))),
            ("Log records", prices.Of("log_gb", month.Amount(Tally.Logs) / 1e9)),
        ];
    }

    private static double WithinGrants(CountedDay day, Prices prices)
    {
        var month = day.Counts.Times(DaysOfMonth);
        var executions = month.Count(Tally.Executions);
        return prices.WithinGrant("gb_seconds", executions * Seconds * InstanceGigabytes) + prices.WithinGrant("executions", executions)
            + prices.Of("request_units", month.Amount(Tally.Store)) + prices.Of("queue_operations", QueueOperations(month))
            + prices.WithinGrant("log_gb", month.Amount(Tally.Logs) / 1e9);
    }

    private static string Number(double n) => n == 0 ? "" : n.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);
}
