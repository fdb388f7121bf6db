using BookingEngine.Benchmarks.Figures;
using BookingEngine.Benchmarks.Load;
using BookingEngine.Benchmarks.Servers;
using BookingEngine.Benchmarks.Stores;
using BookingEngine.Infrastructure;

namespace BookingEngine.Benchmarks.Http;

/// <summary>The local host over MongoDB's protocol. The server is a stand-in in a process of its own, so the rates are not those of a MongoDB
/// server: compare them with the bare store's, and the processor time with that of the embedded store.</summary>
public sealed class MongoBenchmark(Options options, Steps steps)
{
    public const int StepCount = 1 + (2 * BookingLoads.Count);
    private const int Users = 50;

    public async Task<BookingLoads> RunAsync()
    {
        steps.Next("Filling a stand-in for MongoDB");
        await using var mongo = await ServerProcess.MongoStandInAsync();
        using var deployment = new Deployment(mongo.Address);
        await using var services = deployment.Open();
        await services.PrepareStoreAsync(CancellationToken.None);
        var plan = new LoadPlan("book", mongo.Address, deployment.ApiKey, deployment.FileFor("tokens"), 0, options.Seconds, options.Connections);
        await CatalogueSeed.SpreadAsync(services);
        await File.WriteAllLinesAsync(plan.TokensFile, await Seed.SignedInAsync(services, Users, 0));
        return new(await HttpAsync(deployment, plan), await BookingLoads.BareStoreAsync(services, options, steps));
    }

    private async Task<IReadOnlyList<BookingLoad>> HttpAsync(Deployment deployment, LoadPlan plan)
    {
        await using var server = await ServerProcess.LocalHostAsync(deployment.Variables);
        return await BookingLoads.HttpAsync(server, plan, steps);
    }
}
