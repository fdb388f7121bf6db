using BookingEngine.Benchmarks;
using BookingEngine.Benchmarks.Domain;
using BookingEngine.Benchmarks.Http;
using BookingEngine.Benchmarks.Load;

try
{
    var options = Options.Parse(args);
    switch (options.Command)
    {
        case "http":
            await HttpBenchmark.RunAsync(options);
            return 0;
        case "domain":
            await DomainBenchmark.RunAsync();
            return 0;
        case "lists":
            await DomainBenchmark.RunListsAsync();
            return 0;
        case "checks":
            await CheckMeasure.RunAsync();
            return 0;
        case "growth":
            await GrowthBenchmark.RunAsync(options);
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
