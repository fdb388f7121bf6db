using BookingEngine.Benchmarks.Figures;
using BookingEngine.Benchmarks.Load;
using BookingEngine.Benchmarks.Servers;
using BookingEngine.Benchmarks.Stores;

namespace BookingEngine.Benchmarks.Http;

/// <summary>The local host on the embedded store, beside a bare endpoint and the bare store.</summary>
public sealed class EmbeddedBenchmark(Options options, Steps steps)
{
    public const int StepCount = 6 + (2 * BookingLoads.Count);
    private const int Users = 50, OwnBookings = 10;

    public async Task<(EndpointFigures Endpoints, BookingLoads Bookings)> RunAsync()
    {
        using var deployment = new Deployment();
        var plan = new LoadPlan("list", new Uri("http://localhost"), deployment.ApiKey, deployment.FileFor("tokens"), 0, options.Seconds, options.Connections);
        steps.Next($"Filling the embedded store with {options.Others:N0} bookings of others");
        await SeedAsync(deployment, plan);
        var memory = await MemoryAsync(deployment, plan);
        var before = await BareAsync(plan);
        var (list, free, bookings) = await LocalHostAsync(deployment, plan);
        var after = await BareAsync(plan);
        await using var services = deployment.Open();
        var store = await BookingLoads.BareStoreAsync(services, options, steps);
        return (new(before, after, list, free, memory), new(bookings, store));
    }

    private async Task SeedAsync(Deployment deployment, LoadPlan plan)
    {
        await using var services = deployment.Open();
        await Seed.BookingsAsync(services, options.Others);
        await Week.FillAsync(services);
        await CatalogueSeed.SpreadAsync(services);
        await File.WriteAllLinesAsync(plan.TokensFile, await Seed.SignedInAsync(services, Users, OwnBookings));
        await File.WriteAllLinesAsync(BookersOf(plan), await Seed.SignedInAsync(services, Users, 0));
    }

    private async Task<Measurement> BareAsync(LoadPlan plan)
    {
        steps.Next("The bare endpoint");
        await using var server = await ServerProcess.BareAsync();
        return await LoadGenerator.RunAsync(plan with { Kind = "bare" }, server);
    }

    // The list comes first, so its result does not depend on the number of booked slots.
    private async Task<(Measurement List, Measurement Free, IReadOnlyList<BookingLoad> Bookings)> LocalHostAsync(Deployment deployment, LoadPlan plan)
    {
        steps.Next("GET /bookings");
        await using var server = await ServerProcess.LocalHostAsync(deployment.Variables);
        await server.WaitUntilIdleAsync();
        var list = await LoadGenerator.RunAsync(plan, server);
        steps.Next("GET /availability");
        var free = await LoadGenerator.RunAsync(plan with { Kind = "free" }, server);
        return (list, free, await BookingLoads.HttpAsync(server, plan with { TokensFile = BookersOf(plan) }, steps));
    }

    // Before the loads, whose number of bookings depends on the speed of the machine. The first start passes all events to the event handlers.
    private async Task<MemoryUse> MemoryAsync(Deployment deployment, LoadPlan plan)
    {
        steps.Next("Memory after 100,000 requests");
        await using (var first = await ServerProcess.LocalHostAsync(deployment.Variables))
        {
            await first.WaitUntilIdleAsync();
        }

        await using var server = await ServerProcess.LocalHostAsync(deployment.Variables);
        await LoadGenerator.MeasureAsync(plan with { Count = 40_000 }, server);
        await LoadGenerator.MeasureAsync(plan with { Kind = "free", Count = 40_000 }, server);
        await LoadGenerator.MeasureAsync(plan with { Kind = "spread", TokensFile = BookersOf(plan), Count = 20_000 }, server);
        return (await server.UseAsync()).Memory;
    }

    private static string BookersOf(LoadPlan plan) => plan.TokensFile + ".new";
}
