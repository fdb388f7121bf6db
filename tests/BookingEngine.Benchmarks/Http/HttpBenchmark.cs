using BookingEngine.Benchmarks.Load;
using BookingEngine.Benchmarks.Stores;

namespace BookingEngine.Benchmarks.Http;

/// <summary>Requests per second, each compared with a baseline of the same run.</summary>
public static class HttpBenchmark
{
    private const int Users = 50, OwnBookings = 10;

    public static async Task RunAsync(Options options)
    {
        Console.WriteLine($"{Environment.ProcessorCount} cores; load: {LoadGenerator.Name}, {options.Connections} connections");
        using var deployment = new Deployment();
        var plan = new LoadPlan("bare", new Uri("http://localhost"), deployment.ApiKey, deployment.FileFor("tokens"), 0, options.Seconds, options.Connections);
        await SeedAsync(deployment, plan, options.Others);
        Console.WriteLine("Measuring over HTTP");
        var before = await BareAsync(plan);
        var (book, list, free) = await LocalHostAsync(deployment, plan);
        var after = await BareAsync(plan);
        Console.WriteLine("Measuring the bare store");
        var store = await StoreAsync(deployment, options);
        HttpReport.Print(before, after, book, list, free, store);
    }

    private static async Task SeedAsync(Deployment deployment, LoadPlan plan, int others)
    {
        Console.WriteLine("Filling the store");
        await using var services = deployment.Open();
        await Seed.BookingsAsync(services, others);
        await Week.FillAsync(services);
        await File.WriteAllLinesAsync(plan.TokensFile, await Seed.SignedInAsync(services, Users, OwnBookings));
        await File.WriteAllLinesAsync(plan.TokensFile + ".new", await Seed.SignedInAsync(services, Users, 0));
    }

    private static async Task<Measurement> BareAsync(LoadPlan plan)
    {
        await using var server = await ServerProcess.BareAsync();
        return await LoadGenerator.RunAsync(plan with { Address = server.Address }, server.UseAsync);
    }

    // The list comes first, so its result does not depend on the number of booked slots.
    private static async Task<(Measurement Book, Measurement List, Measurement Free)> LocalHostAsync(Deployment deployment, LoadPlan plan)
    {
        await using var server = await ServerProcess.LocalHostAsync(deployment.Variables);
        plan = plan with { Address = server.Address };
        var list = await LoadGenerator.RunAsync(plan with { Kind = "list" }, server.UseAsync);
        var free = await LoadGenerator.RunAsync(plan with { Kind = "free" }, server.UseAsync);
        var book = await LoadGenerator.RunAsync(plan with { Kind = "book", TokensFile = plan.TokensFile + ".new" }, server.UseAsync);
        return (book, list, free);
    }

    private static async Task<StoreResults> StoreAsync(Deployment deployment, Options options)
    {
        await using var services = deployment.Open();
        var store = ActivatorUtilities.CreateInstance<BareStore>(services);
        var length = TimeSpan.FromSeconds(options.Seconds);
        await store.RunAsync(Users, options.Connections, TimeSpan.FromSeconds(2));
        return new StoreResults(
            await store.RunAsync(streams: 50, options.Connections, length),
            await store.RunAsync(streams: 1, options.Connections, length),
            await store.RunAsync(streams: 1, atOnce: 1, length));
    }
}
