using System.Globalization;

namespace BookingEngine.Benchmarks;

/// <summary>The command line options.</summary>
/// <param name="Seconds">The duration of each measurement after its warm-up.</param>
/// <param name="Connections">The number of concurrent requests or appends.</param>
/// <param name="Others">The number of bookings of other users in the store.</param>
/// <param name="History">The number of past events of the oldest calendar.</param>
/// <param name="Resources">The number of resources of the largest catalogue.</param>
/// <param name="Rounds">How often each store or start is measured.</param>
/// <param name="Document">The document to write the figures into, between its markers. Null to print them only.</param>
public sealed record Options(
    string Command, int Seconds, int Connections, int Others, int History, int Resources, int Rounds, string Urls, string? Document)
{
    public const string Usage = """
        Usage: BookingEngine.Benchmarks figures [--seconds 6] [--connections 64] [--others 100000] [--write docs/benchmarks.md]
               BookingEngine.Benchmarks growth [--seconds 4] [--connections 64] [--history 100000] [--others 1000000] [--resources 1000]
                                               [--rounds 3] [--write docs/benchmarks.md]
               BookingEngine.Benchmarks http|domain|lists|checks [options of figures]
               BookingEngine.Benchmarks start [--rounds 3] [--write docs/benchmarks.md]
               BookingEngine.Benchmarks guard

          figures   http, domain, lists and checks
          growth    requests over HTTP on stores that differ in one size, from small to as large as the options say
          http      requests per second against the local host, a bare Kestrel endpoint and the bare store, also over MongoDB's protocol
          domain    folding, rebuilding and booking without HTTP
          lists     listing bookings beside a thousand and beside a million of others
          checks    what the checks of session and limit cost
          start     cold starts beside those of empty programs; run by .ci/start
          guard     fails if a request costs much more processor time than it did, compared with a baseline of the same run
          cost      what days of a tenant use on Azure, and cost; run by .ci/cost
          bare      serves the bare endpoint alone, at --urls
          load      the load generator that stands in for wrk; takes its plan from the environment

        --write replaces the generated sections of the document, and draws the pictures beside it.
        """;

    public static Options Parse(string[] args)
    {
        var command = args.FirstOrDefault() ?? "";
        var isGrowth = command == "growth";
        var options = new Options(command, isGrowth ? 4 : 6, 64, isGrowth ? 1_000_000 : 100_000, 100_000, 1_000, 3, "http://127.0.0.1:0", null);
        for (var i = 1; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : throw new BenchmarkException($"{args[i]} needs a value.");
            options = args[i] switch
            {
                "--seconds" => options with { Seconds = Whole(args[i], value) },
                "--connections" => options with { Connections = Whole(args[i], value) },
                "--others" => options with { Others = Whole(args[i], value) },
                "--history" => options with { History = Whole(args[i], value) },
                "--resources" => options with { Resources = Whole(args[i], value) },
                "--rounds" => options with { Rounds = Whole(args[i], value) },
                "--urls" => options with { Urls = value },
                "--write" => options with { Document = value },
                _ => throw new BenchmarkException($"'{args[i]}' is not understood."),
            };
        }

        return options;
    }

    private static int Whole(string name, string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0
        ? n
        : throw new BenchmarkException($"{name} must be a whole number above 0.");
}
