using BookingEngine.Benchmarks;
using BookingEngine.Benchmarks.Cost;
using BookingEngine.Benchmarks.Cost.Days;
using BookingEngine.Benchmarks.Domain;
using BookingEngine.Benchmarks.Figures;
using BookingEngine.Benchmarks.Growth;
using BookingEngine.Benchmarks.Guard;
using BookingEngine.Benchmarks.Http;
using BookingEngine.Benchmarks.Load;
using BookingEngine.Benchmarks.Servers;
using BookingEngine.Benchmarks.Starts;

try
{
    var options = Options.Parse(args);
    var today = $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}";
    var machine = $"{Environment.ProcessorCount} processors, shared with the load ({LoadGenerator.Name})";
    var command = string.Join(' ', args.TakeWhile(a => a != "--write"));
    var report = new Report(options.Document, options.Command == "cost" ? $"Counted on {today}." : $"{today}, {machine}: `{command}`.");
    switch (options.Command)
    {
        case "figures":
            await HttpBenchmark.RunAsync(options, report);
            await DomainBenchmark.RunAsync(report);
            await DomainBenchmark.RunListsAsync(report);
            await CheckMeasure.RunAsync(report);
            return 0;
        case "http":
            await HttpBenchmark.RunAsync(options, report);
            return 0;
        case "domain":
            await DomainBenchmark.RunAsync(report);
            return 0;
        case "lists":
            await DomainBenchmark.RunListsAsync(report);
            return 0;
        case "checks":
            await CheckMeasure.RunAsync(report);
            return 0;
        case "growth":
            await new GrowthBenchmark(options, report).RunAsync();
            return 0;
        case "start":
            await StartBenchmark.RunAsync(options.Rounds, report);
            return 0;
        case "guard":
            return await GuardBenchmark.RunAsync() == 0 ? 0 : 1;
        case "cost":
            await CostBenchmark.RunAsync(CostOptions.OfEnvironment(), report);
            return 0;
        case "bare":
            await BareServer.RunAsync(options.Urls);
            return 0;
        case "load":
            await SocketLoad.RunAsync(LoadPlan.OfEnvironment());
            return 0;
        default:
            Console.WriteLine(Options.Usage);
            return 2;
    }
}
catch (BenchmarkException e)
{
    Console.Error.WriteLine($"FAILED: {e.Message}");
    return 1;
}
