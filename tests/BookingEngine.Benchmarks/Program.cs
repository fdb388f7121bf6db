using BookingEngine.Benchmarks;
using BookingEngine.Benchmarks.Domain;
using BookingEngine.Benchmarks.Figures;
using BookingEngine.Benchmarks.Growth;
using BookingEngine.Benchmarks.Http;
using BookingEngine.Benchmarks.Load;
using BookingEngine.Benchmarks.Servers;

try
{
    var options = Options.Parse(args);
    var preface = $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {Environment.ProcessorCount} processors, shared with the load ({LoadGenerator.Name}): "
        + $"`{string.Join(' ', args)}`.";
    var report = new Report(options.Document, preface);
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
