using BookingEngine.Benchmarks;
using BookingEngine.Benchmarks.Cost;
using BookingEngine.Benchmarks.Cost.Counting;

namespace BookingEngine.Tests.Benchmarks;

public sealed class CostArithmeticTests
{
    [Theory]
    [InlineData(0, 1.00, 4.95)]
    [InlineData(1_024, 1.00, 4.95)]
    [InlineData(1_536, 1.02, 5.62)]
    [InlineData(16_384, 1.67, 9.52)]
    [InlineData(50_000_000, 291.80, 1_250.00)]
    public void Request_units_follow_the_published_sizes(long bytes, double read, double write) =>
        Assert.Equal((read, write), (Math.Round(RequestUnits.Read(bytes), 2), Math.Round(RequestUnits.Write(bytes), 2)));

    [Theory]
    [InlineData("19:24:36.123 ok   BookingsCreate POST /bookings 201 12.3 ms", Tally.Executions, "BookingsCreate", 0)]
    [InlineData("19:24:36.123 FAIL SweepOnTimer by hand 3.0 ms | It broke", Tally.Executions, "SweepOnTimer, failed", 0)]
    [InlineData("19:24:36.123 [Information] BookingEngine.Http: Answered", Tally.Logs, "Information", 55)]
    public void A_line_of_the_host_is_an_execution_or_a_record(string line, string group, string name, double bytes)
    {
        Tally tally = new();
        HostLine.Count(line, tally);
        Assert.Equal(new Tallied(1, bytes), Assert.Single(tally.Take().Values, v => v.Key == (group, name)).Value);
    }

    [Theory]
    [InlineData("19:24:36.123 [Debug] BookingEngine.Http: Answered")]
    [InlineData("19:24:36.123 function BookingsCreate [httpTrigger]")]
    [InlineData("19:24:36.123 ready on http://127.0.0.1:1234")]
    public void Other_lines_of_the_host_count_nothing(string line)
    {
        Tally tally = new();
        HostLine.Count(line, tally);
        Assert.Empty(tally.Take().Values);
    }

    [Fact]
    public void Counts_are_the_difference_of_two_moments_and_scale()
    {
        Tally tally = new();
        tally.Add(Tally.Store, "insert events", 5);
        var before = tally.Take();
        tally.Add(Tally.Store, "insert events", 6);
        tally.Add(Tally.Store, "query events", 2);
        var counts = tally.Take().Since(before).Times(10);
        Assert.Equal((20, 80), (counts.Count(Tally.Store), counts.Amount(Tally.Store)));
        Assert.Equal(new Tallied(10, 60), counts.Of((Tally.Store, "insert events")));
    }

    [Theory]
    [InlineData(12, 36, false)]
    [InlineData(13, 36, true)]
    [InlineData(12, 37, true)]
    public void An_idle_hour_of_more_runs_or_operations_is_refused(int executions, int operations, bool isRefused)
    {
        Tally tally = new();
        Enumerable.Range(0, executions).ToList().ForEach(_ => tally.Add(Tally.Executions, "SweepOnTimer"));
        Enumerable.Range(0, operations).ToList().ForEach(_ => tally.Add(Tally.Store, "query events"));
        var thrown = Record.Exception(() => CostBenchmark.EnsureIdle(tally.Take()));
        Assert.Equal(isRefused, thrown is BenchmarkException);
    }

    [Fact]
    public void A_month_is_thirty_days_of_counts_by_their_prices()
    {
        Tally tally = new();
        tally.Add(Tally.Executions, "SweepOnTimer");
        tally.Add(Tally.Store, "query events", 1_000);
        tally.Add(Tally.Queues, "Put Message mails");
        tally.Add(Tally.Queues, "Delete Message mails");
        CountedDay day = new("a day", tally.Take().Times(1_000), 0);
        Prices prices = new(
        [
            new("gb_seconds", "", "", 0.0001, 50_000, "", null), new("executions", "", "", 0.00001, 1_000_000, "", null),
            new("request_units", "", "", 0.0000001, 0, "", null), new("queue_operations", "", "", 0.001, 0, "", null), new("log_gb", "", "", 1, 0, "", null),
        ]);
        string[] month = CostTables.Month([day], prices).ToString().Split('\n');
        string[] expected = ["6.00", "0.30", "3.00", "90.00", "0.00", "99.30", "94.00"];
        Assert.Equal(expected, month[2..9].Select(row => row.Split('|')[2].Trim()));
    }

    [Fact]
    public void Every_price_that_a_month_needs_is_there_with_its_page()
    {
        var prices = Prices.Load();
        Assert.Superset(
            new HashSet<string> { "gb_seconds", "executions", "request_units", "queue_operations", "log_gb" }, prices.All.Select(p => p.Id).ToHashSet());
        Assert.All(prices.All, price => Assert.StartsWith("https://", price.Source, StringComparison.Ordinal));
    }
}
