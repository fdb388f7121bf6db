using System.Globalization;

namespace BookingEngine.Benchmarks;

/// <summary>The command line options.</summary>
/// <param name="Seconds">The duration of each measurement after its warm-up.</param>
/// <param name="Connections">The number of concurrent requests or appends.</param>
/// <param name="Others">The number of bookings of other users in the store.</param>
/// <param name="Rounds">How often each store is measured.</param>
public sealed record Options(string Command, int Seconds, int Connections, int Others, int Rounds, string Urls)
{
    public const string Usage = """
        Usage: BookingEngine.Benchmarks http [--seconds 10] [--connections 64] [--others 100000]
               BookingEngine.Benchmarks growth [--seconds 10] [--connections 64] [--others 100000] [--rounds 3]
               BookingEngine.Benchmarks domain
               BookingEngine.Benchmarks lists
               BookingEngine.Benchmarks checks

          http      requests per second against the local host, a bare Kestrel endpoint and the bare store
          growth    GET /bookings over HTTP, beside no, 1,000 and as many bookings of others as --others says
          domain    folding, rebuilding and booking without HTTP
          lists     listing bookings beside a thousand and beside a million of others
          checks    what the checks of session and limit cost
          bare      serves the bare endpoint alone, at --urls
          load      the load generator that stands in for wrk; takes its plan from the environment
        """;

    public static Options Parse(string[] args)
    {
        var options = new Options(args.FirstOrDefault() ?? "", 10, 64, 100_000, 3, "http://127.0.0.1:0");
        for (var i = 1; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : throw new BenchmarkException($"{args[i]} needs a value.");
            options = args[i] switch
            {
                "--seconds" => options with { Seconds = Whole(args[i], value) },
                "--connections" => options with { Connections = Whole(args[i], value) },
                "--others" => options with { Others = Whole(args[i], value) },
                "--rounds" => options with { Rounds = Whole(args[i], value) },
                "--urls" => options with { Urls = value },
                _ => throw new BenchmarkException($"'{args[i]}' is not understood."),
            };
        }

        return options;
    }

    private static int Whole(string name, string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0
        ? n
        : throw new BenchmarkException($"{name} must be a whole number above 0.");
}
