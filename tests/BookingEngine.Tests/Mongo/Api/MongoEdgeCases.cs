using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Http;
using Microsoft.Extensions.Time.Testing;

namespace BookingEngine.Tests.Mongo.Api;

/// <summary>On MongoDB with the test clock, so without the pipeline. Callers read their own writes.</summary>
public abstract class MongoEdgeCases(MongoEngine engine) : EdgeCases
{
    private MongoApi? _api;

    protected override async Task<SalonFixture> OpenAsync()
    {
        var clock = new FakeTimeProvider(RunningApi.Start);
        _api = await MongoApi.StartAsync(engine, hasPipeline: false, clock: clock);
        return await SalonFixture.OpenAsync(_api.SendAsync, _api.Services, clock);
    }

    public override Task DisposeAsync() => _api!.DisposeAsync().AsTask();
}

public sealed class ReplicaSetEdgeCases() : MongoEdgeCases(MongoEngine.ReplicaSet);

public sealed class CosmosEdgeCases() : MongoEdgeCases(MongoEngine.CosmosRu);
