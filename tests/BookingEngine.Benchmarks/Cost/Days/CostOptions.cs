using System.Globalization;

namespace BookingEngine.Benchmarks.Cost.Days;

/// <param name="App">The published assembly of the function app.</param>
/// <param name="Queues">The connection string of Azurite's queue service.</param>
/// <param name="QueueLog">Azurite's access log.</param>
/// <param name="Bookings">The bookings of each day to run.</param>
/// <param name="Summary">A second document, for the months alone; null for none.</param>
public sealed record CostOptions(string App, string Queues, string QueueLog, IReadOnlyList<int> Bookings, string? Summary)
{
    /// <summary>From the environment, which <c>.ci/cost</c> sets.</summary>
    public static CostOptions OfEnvironment() => new(
        Text("COST_APP"), Text("QUEUES_TEST_CONNECTION"), Text("COST_QUEUE_LOG"),
        [.. Text("COST_BOOKINGS").Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture))], Environment.GetEnvironmentVariable("COST_SUMMARY"));

    private static string Text(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new BenchmarkException($"{name} must be set. Run .ci/cost.");
}
