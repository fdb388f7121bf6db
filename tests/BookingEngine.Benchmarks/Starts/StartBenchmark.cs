using System.Globalization;
using BookingEngine.Benchmarks.Figures;

namespace BookingEngine.Benchmarks.Starts;

/// <summary>Compares cold starts: the published function app with an empty one, and the local host with an empty server.</summary>
public static class StartBenchmark
{
    // As on Azure: MongoDB and an identity. Nobody is asked for the first answer.
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["API_KEY"] = new('a', 32),
        ["JWT_SECRET_KEY"] = new('b', 64),
        ["PUBLIC_URL"] = "https://book.example.com",
        ["MONGODB_URI"] = "mongodb://127.0.0.1:1/",
        ["MONGODB_DB"] = "booking",
        ["AzureWebJobsStorage__queueServiceUri"] = "https://nobody.queue.core.windows.net",
        ["AzureWebJobsStorage__credential"] = "managedidentity",
    };

    public static async Task RunAsync(int rounds, Report report)
    {
        var (app, empty, localHost, emptyServer) =
            (PathOf("START_APP"), PathOf("START_EMPTY_APP"), PathOf("START_LOCAL_HOST"), PathOf("START_EMPTY_SERVER"));
        var folder = Directory.CreateTempSubdirectory("booking-engine-");
        try
        {
            StartedProgram ours = StartedProgram.FunctionApp("Function app", app), bare = StartedProgram.FunctionApp("Empty function app", empty);
            StartedProgram local = StartedProgram.Host("Local host", localHost), kestrel = StartedProgram.Host("Empty ASP.NET Core server", emptyServer);
            var none = new Dictionary<string, string> { ["DATA_DIR"] = folder.FullName };
            var table = new Table("Start", "time to first answer", "of the empty one", "processor", "of the empty one", "to reach", "own files loaded");
            await CompareAsync(table, rounds, ours, bare, Settings, 1.3);
            await CompareAsync(table, rounds, local, kestrel, none, 1.5);
            await report.WriteAsync("start", table);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // By turns, so that a busy moment of the machine hits both. The first round fills the disk cache and is not counted.
    private static async Task CompareAsync(
        Table table, int rounds, StartedProgram ours, StartedProgram empty, IReadOnlyDictionary<string, string> settings, double target)
    {
        using var client = new HttpClient();
        List<(StartCost Ours, StartCost Empty)> costs = [];
        for (var round = 0; round <= rounds; round++)
        {
            costs.Add((await ours.StartAsync(client, settings), await empty.StartAsync(client, settings)));
            Console.WriteLine($"{ours.Name}, round {round}: {costs[^1].Ours.Time.TotalMilliseconds:0} ms, empty {costs[^1].Empty.Time.TotalMilliseconds:0} ms");
        }

        costs.RemoveAt(0);
        var (time, processor) = (Median(costs, c => c.Ours.Time), Median(costs, c => c.Ours.Processor));
        var (emptyTime, emptyProcessor) = (Median(costs, c => c.Empty.Time), Median(costs, c => c.Empty.Processor));
        table.Add(
            ours.Name, Ms(time), Ratio(time / emptyTime), Ms(processor), Ratio(processor / emptyProcessor), Ratio(target), $"{costs[^1].Ours.Own.Count}");
        table.Add(empty.Name, Ms(emptyTime), "", Ms(emptyProcessor), "", "", $"{costs[^1].Empty.Own.Count}");
    }

    private static double Median(List<(StartCost, StartCost)> costs, Func<(StartCost Ours, StartCost Empty), TimeSpan> of)
    {
        double[] sorted = [.. costs.Select(c => of(c).TotalMilliseconds).Order()];
        return sorted[sorted.Length / 2];
    }

    private static string Ms(double milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms");

    private static string Ratio(double ratio) => ratio.ToString("0.00", CultureInfo.InvariantCulture);

    private static string PathOf(string variable) =>
        Environment.GetEnvironmentVariable(variable) ?? throw new BenchmarkException($"{variable} must be set. Run .ci/start.");
}
