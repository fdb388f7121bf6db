using System.Globalization;

namespace BookingEngine.Benchmarks.Load;

/// <summary>The load to generate. Environment variables pass it to the generator's process, both to wrk's script and to the socket loop.</summary>
/// <param name="Kind"><c>bare</c>, <c>book</c> (one calendar), <c>spread</c> (bookings over 50 calendars), <c>free</c> or <c>list</c>.</param>
/// <param name="TokensFile">One access token per line. Requests use them in turn.</param>
/// <param name="FirstSlot">The number of the first half hour of 2031 to book. No slot is requested twice.</param>
/// <param name="Count">The number of requests. 0 for as many as the seconds allow.</param>
public sealed record LoadPlan(string Kind, Uri Address, string ApiKey, string TokensFile, int FirstSlot, int Seconds, int Connections, int Count = 0)
{
    private const string Prefix = "BENCHMARK_";

    public static LoadPlan OfEnvironment() => new(
        Text("KIND"), new Uri(Text("ADDRESS")), Text("API_KEY"), Text("TOKENS"), Whole("FIRST_SLOT"), Whole("SECONDS"), Whole("CONNECTIONS"), Whole("COUNT"));

    public void Write(IDictionary<string, string?> environment)
    {
        environment[Prefix + "KIND"] = Kind;
        environment[Prefix + "ADDRESS"] = Address.ToString();
        environment[Prefix + "API_KEY"] = ApiKey;
        environment[Prefix + "TOKENS"] = TokensFile;
        environment[Prefix + "FIRST_SLOT"] = FirstSlot.ToString(CultureInfo.InvariantCulture);
        environment[Prefix + "SECONDS"] = Seconds.ToString(CultureInfo.InvariantCulture);
        environment[Prefix + "CONNECTIONS"] = Connections.ToString(CultureInfo.InvariantCulture);
        environment[Prefix + "COUNT"] = Count.ToString(CultureInfo.InvariantCulture);
    }

    private static string Text(string name) =>
        Environment.GetEnvironmentVariable(Prefix + name) ?? throw new BenchmarkException($"{Prefix}{name} must be set.");

    private static int Whole(string name) => int.Parse(Text(name), CultureInfo.InvariantCulture);
}
