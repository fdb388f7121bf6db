using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Tests.MongoStandIn;

public sealed class SeededFaultTests
{
    [Fact]
    public void The_same_seed_gives_the_same_faults()
    {
        static Fault[] Drawn(int seed)
        {
            var faults = Faults.Seeded(seed, 0.5);
            return [.. Enumerable.Range(0, 200).Select(_ => faults.For(new Command(new BsonDocument("find", "events"))))];
        }

        Assert.Equal(Drawn(7), Drawn(7));
        Assert.Equal(8, Drawn(7).Distinct().Count());
        Assert.NotEqual(Drawn(7), Drawn(8));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Retried_inserts_store_every_document_once(int seed)
    {
        await using var run = new RunningStandIn(Behaviour.ReplicaSet);
        run.Server.Faults = Faults.Seeded(seed, 0.3);
        for (var i = 0; i < 60; i++)
        {
            while (!await TryInsertAsync(run, i))
            {
            }
        }

        Assert.Equal(Enumerable.Range(0, 60), run.Server.Data.Documents("tests", "events").Select(d => d["_id"].AsInt32));
    }

    private static async Task<bool> TryInsertAsync(RunningStandIn run, int id)
    {
        try
        {
            await run.Events.InsertOneAsync(new BsonDocument("_id", id));
            return true;
        }
        catch (MongoException e)
        {
            return e is MongoWriteException { WriteError.Category: ServerErrorCategory.DuplicateKey };
        }
    }
}
